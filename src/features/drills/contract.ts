import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { DOORS } from '../hotline/contract.ts';

/*
 * A drill plays a made-up evening through the same doors and buttons that everyone uses. The people who answer are
 * played too, so it runs in a demo network only: there nobody is real. A real network can take the shape of one of
 * its own evenings (`readReplay`: times, doors, counts; words and people made up) and play it on a private demo:
 * `npm run drill -- --file evening.json`.
 */

const id = z.uuid();
const when = z.iso.datetime();
const slug = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,59}$/));
const text = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));
const Words = z.object({ en: text(200), es: text(200), zh: text(200) });

export const limits = { reports: 60, minutes: 240, speed: 3600 };

export const Scene = z.object({
  atMinute: z.number().check(z.gte(0), z.lte(limits.minutes)),
  door: z.enum(DOORS),
  language: z.enum(['en', 'es', 'zh']),
  what: text(1000),
  /** Two streets, by which the place is found. */
  crossing: text(120),
  firstHand: z.boolean(),
  picture: z.boolean(),
  /** Reports with the same name are about the same thing. */
  about: slug,
});
export type Scene = z.infer<typeof Scene>;

/** What the desk is to make of everything with that name. */
export const Expected = z.object({
  about: slug,
  reports: z.int().check(z.gte(1), z.lte(limits.reports)),
  verification: z.enum(['unverified', 'confirmed', 'not-confirmed']),
  response: z.enum(['none', 'concluded']),
  /** An outcome of the playbook. */
  outcome: slug,
  /** Whether verifiers and observers are sent. */
  callout: z.boolean(),
});
export type Expected = z.infer<typeof Expected>;

export const Evening = z.object({
  slug,
  title: Words,
  playbook: slug,
  startsAt: z.string().check(z.regex(/^\d\d:\d\d$/)),
  reports: z.array(Scene).check(z.minLength(1), z.maxLength(limits.reports)),
  expected: z.array(Expected).check(z.minLength(1), z.maxLength(limits.reports)),
});
export type Evening = z.infer<typeof Evening>;

export const Step = z.object({
  at: when,
  /** Minutes of the evening, not of the wall clock. */
  minute: z.number(),
  /** Call sign, or the part played. */
  who: z.string(),
  kind: z.string(),
  /** What happened, in a sentence. */
  text: z.string(),
  /** For an expectation: whether it was met; null for what merely happened. */
  passed: z.nullable(z.boolean()),
});
export type Step = z.infer<typeof Step>;

export const Drill = z.object({
  id,
  evening: z.string(),
  title: z.string(),
  speed: z.int(),
  replayOf: z.nullable(id),
  by: z.string(),
  startedAt: when,
  endedAt: z.nullable(when),
  /** Null while it runs and when it was stopped. */
  passed: z.nullable(z.boolean()),
  steps: z.int(),
  failed: z.int(),
  /** stop */
  can: z.array(z.string()),
});
export type Drill = z.infer<typeof Drill>;

export const DrillDetail = z.extend(Drill, { stepList: z.array(Step) });
export type DrillDetail = z.infer<typeof DrillDetail>;

const params = z.object({ id });
const query = z.object({ lang: z.optional(z.enum(['en', 'es', 'zh'])) });

export const listEvenings = endpoint({
  method: 'GET',
  path: '/api/v1/drills/evenings',
  summary: 'The made-up evenings that can be played',
  query,
  out: z.object({
    items: z.array(z.object({ slug, title: z.string(), startsAt: z.string(), reports: z.int() })),
    /** start, where a drill may be started here. */
    can: z.array(z.string()),
    /** Why none can be started here, in words; null where one can. */
    refusal: z.nullable(z.string()),
  }),
});

export const startDrill = endpoint({
  method: 'POST',
  path: '/api/v1/drills',
  summary: 'Play a made-up evening, or a past one with its people made up; one at a time, demo networks only',
  query,
  body: z.object({
    id,
    /** The first evening where neither this nor `replayOf` is given. */
    evening: z.optional(slug),
    /** An incident whose evening is played again. */
    replayOf: z.optional(id),
    /** How many times faster than the clock; 1 is as it would be. */
    speed: z.optional(z.int().check(z.gte(1), z.lte(limits.speed))),
    /** The same seed gives the same answers. */
    seed: z.optional(z.int().check(z.gte(0), z.lte(2_147_483_647))),
  }),
  out: DrillDetail,
});

export const listDrills = endpoint({
  method: 'GET',
  path: '/api/v1/drills',
  summary: 'Drills, the newest first',
  query,
  out: z.object({ items: z.array(Drill) }),
});

export const readDrill = endpoint({
  method: 'GET',
  path: '/api/v1/drills/:id',
  summary: 'One drill with its steps as they happen',
  params,
  query,
  out: DrillDetail,
});

export const stopDrill = endpoint({
  method: 'POST',
  path: '/api/v1/drills/:id/stop',
  summary: 'Stop a drill: its people stand down and its incidents are concluded',
  params,
  query,
  out: DrillDetail,
});

export const readReplay = endpoint({
  method: 'GET',
  path: '/api/v1/drills/replays/:incidentId',
  summary: 'The evening of a concluded incident with its words and people made up, to be played elsewhere',
  params: z.object({ incidentId: id }),
  out: Evening,
});
