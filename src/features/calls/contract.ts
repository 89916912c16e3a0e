import { z } from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { Cover } from './contract/hard.ts';

export const DOORS = ['phone', 'web', 'wall'] as const;
export type Door = (typeof DOORS)[number];

/** The keys of the menu: 1 happening now, 2 happened before, 3 someone was detained, 4 rights, 0 a message. */
export const CHOICES = ['now', 'before', 'detained', 'rights', 'message'] as const;
export type Choice = (typeof CHOICES)[number];

export const LINES = ['desk', 'legal'] as const;
export type Line = (typeof LINES)[number];

export const STATES = [
  'language',
  'challenge',
  'menu',
  'rights',
  'waiting',
  'message',
  'ask_back',
  'talking',
  'held',
  'ended',
] as const;
export type CallState = (typeof STATES)[number];

/** How it ended: abandoned while waiting, cut off before that. */
export const OUTCOMES = ['answered', 'message', 'rights', 'abandoned', 'cut_off'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why somebody is asked to leave a message. */
export const WHYS = ['chosen', 'nobody', 'unanswered', 'banned', 'unproven'] as const;
export type Why = (typeof WHYS)[number];

const id = z.uuid();
const when = z.iso.datetime();

/** A call as the desk sees it: never a number. */
export const SentCall = z.object({
  id,
  door: z.enum(DOORS),
  line: z.enum(LINES),
  language: z.string(),
  choice: z.nullable(z.enum(CHOICES)),
  state: z.enum(STATES),
  startedAt: when,
  queuedAt: z.nullable(when),
  answeredAt: z.nullable(when),
  answeredBy: z.nullable(z.object({ personId: id, callSign: z.string() })),
  /** Who is asked to take it over. */
  handingTo: z.nullable(z.object({ personId: id, callSign: z.string() })),
  endedAt: z.nullable(when),
  outcome: z.nullable(z.enum(OUTCOMES)),
  reportId: z.nullable(id),
  /** Earlier calls from the same telephone in the last 30 days; withheld numbers count as one telephone. */
  before: z.int(),
  /** From a browser in a flood, without the puzzle solved: it waits after the others. */
  behind: z.boolean(),
  /** One of ours called back. */
  outgoing: z.boolean(),
  drill: z.boolean(),
  /** answer, hold, resume, handOver, hangUp, report, join. */
  can: z.array(z.string()),
});
export type SentCall = z.infer<typeof SentCall>;

export const OPERATOR_STATES = ['free', 'ringing', 'in_call', 'break', 'covered'] as const;

/** A member on shift who takes calls. */
export const Operator = z.object({
  personId: id,
  callSign: z.string(),
  line: z.enum(LINES),
  state: z.enum(OPERATOR_STATES),
  /** In this call since then, or on this break. */
  since: z.nullable(when),
});
export type Operator = z.infer<typeof Operator>;

/** How the actor takes calls. */
export const Presence = z.object({
  onBreak: z.boolean(),
  /** Their telephone rings for callers. */
  byPhone: z.boolean(),
});
export type Presence = z.infer<typeof Presence>;

export const listCalls = endpoint({
  method: 'GET',
  path: '/api/v1/calls',
  summary:
    'Calls that wait or are being held, who waits longest first, and those that ended without an answer',
  out: z.object({
    /** In progress. */
    open: z.array(SentCall),
    /** Of the last twelve hours: nobody spoke with them. */
    missed: z.array(SentCall),
    /** Everyone on shift who takes calls of the actor's lines. */
    operators: z.array(Operator),
    me: z.nullable(Presence),
    /** The actor's seat is covered after a hard call. */
    cover: z.nullable(Cover),
  }),
});

const params = z.object({ id });

const act = <B extends z.ZodMiniType | undefined = undefined>(verb: string, summary: string, body?: B) =>
  endpoint({
    method: 'POST',
    path: `/api/v1/calls/:id/${verb}`,
    summary,
    params,
    body: body as B,
    out: SentCall,
  });

export const answerCall = act('answer', 'Take this call: it stops ringing everywhere else');
export const hangUpCall = act('hang-up', 'End the call');
export const holdCall = act('hold', 'Let the caller wait on the line; nobody hears anybody');
export const resumeCall = act('resume', 'Speak with the caller again; takes a hand-over back');
export const handOverCall = act(
  'hand-over',
  'Ask another member to take it over; the caller waits on the line meanwhile',
  z.object({ personId: id }),
);
export const bindReport = act(
  'report',
  'This report was written down in this call',
  z.object({ reportId: id }),
);

export const callBack = endpoint({
  method: 'POST',
  path: '/api/v1/calls/back',
  summary: 'Call back who asked for it in a message by telephone; neither side sees a number',
  body: z.object({
    id,
    reportId: id,
    /** As the desk's browser opened it; read by nobody. */
    number: z.string().check(z.regex(/^\+[1-9]\d{6,14}$/)),
  }),
  out: SentCall,
});

export const setPresence = endpoint({
  method: 'PUT',
  path: '/api/v1/calls/presence',
  summary: 'Whether the actor is on a break, and whether their telephone rings for callers',
  body: Presence,
  out: Presence,
});

export * from './contract/hard.ts';
export * from './contract/kinds.ts';
export * from './contract/log.ts';
export * from './contract/presence.ts';
export * from './contract/prompts.ts';
export * from './contract/settings.ts';
export * from './contract/wall.ts';
export * from './contract/web.ts';
