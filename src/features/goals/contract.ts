import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';

/** What a network wants to reach: members trained, allies trained, new trainers since it set the goal. */
export const GOALS = ['members', 'allies', 'trainers'] as const;
export const KINDS = ['member', 'ally'] as const;

const count = z.int().check(z.gte(0));
const rate = z.number().check(z.gte(0));
/** A day of the network's own time. */
const day = z.iso.date();

/** How many went on, or away, and of how many person-weeks. */
const Went = z.object({ did: rate, of: rate });

/** What members or allies of a chapter did in the weeks looked at; the older a week, the less of it is in each sum. */
export const Flow = z.object({
  /** Who stands where now: no training yet, trained, met, active or pausing. */
  waiting: count,
  trained: count,
  met: count,
  active: count,
  /** New names a week, the oldest week first. */
  arrived: z.array(count).check(z.maxLength(60)),
  /** Who gave up waiting, left later, had the conversation, got both vouches. */
  gaveUp: Went,
  left: Went,
  wasMet: Went,
  becameActive: Went,
});

/** Sessions of a chapter in the weeks looked at; without a chapter those online. */
export const Sessions = z.object({
  chapterId: z.nullable(z.uuid()),
  held: count,
  /** Places that could be taken, with those overbooked. */
  places: count,
  registered: count,
  attended: count,
});

/** All that the forecast knows: counts, nobody's. */
export const Facts = z.object({
  today: day,
  weeks: z.int().check(z.gte(0)),
  flows: z.array(z.object({ chapterId: z.uuid(), member: Flow, ally: Flow })),
  sessions: z.array(Sessions),
  trainers: z.object({
    now: count,
    since: count,
    apprentices: count,
    begun: count,
    passed: count,
    failed: count,
    renewed: count,
    lapsed: count,
  }),
});

export const Goal = z.object({
  goal: z.enum(GOALS),
  target: z.int().check(z.gte(1), z.lte(1_000_000)),
  due: day,
  /** New trainers are counted from here. */
  since: day,
  reached: count,
});

/** How many of one group stand where. */
export const FunnelRow = z.object({
  key: z.string(),
  kind: z.enum(KINDS),
  applied: count,
  trained: count,
  met: count,
  active: count,
  paused: count,
  left: count,
  /** Of those who have not left: with an observer's certificate in force. */
  certified: count,
});

export const Past = z.object({ day, members: count, allies: count });

export const readGoals = endpoint({
  method: 'GET',
  path: '/api/v1/goals',
  summary:
    'The goals of the network, who stands where on the road, and what a forecast is made from; counts only',
  out: z.object({
    goals: z.array(Goal),
    chapters: z.array(FunnelRow),
    languages: z.array(FunnelRow),
    /** Trained and here at the end of each day looked at; the oldest first. */
    past: z.array(Past),
    facts: Facts,
    can: z.array(z.string()),
  }),
});

export const setGoal = endpoint({
  method: 'PUT',
  path: '/api/v1/goals/:goal',
  summary: 'An admin says how many, and by when',
  params: z.object({ goal: z.enum(GOALS) }),
  body: z.object({ target: z.int().check(z.gte(1), z.lte(1_000_000)), due: day }),
  out: z.object({ goal: z.enum(GOALS), target: z.int(), due: day }),
});

export type GoalName = (typeof GOALS)[number];
export type Kind = (typeof KINDS)[number];
export type Flow = z.infer<typeof Flow>;
export type Sessions = z.infer<typeof Sessions>;
export type Facts = z.infer<typeof Facts>;
export type Goal = z.infer<typeof Goal>;
export type Past = z.infer<typeof Past>;
export type FunnelRow = z.infer<typeof FunnelRow>;
