import { z } from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';

export const DOORS = ['phone', 'web', 'wall'] as const;
export type Door = (typeof DOORS)[number];

/** The keys of the menu: 1 happening now, 2 happened before, 3 someone was detained, 4 rights, 0 a message. */
export const CHOICES = ['now', 'before', 'detained', 'rights', 'message'] as const;
export type Choice = (typeof CHOICES)[number];

export const LINES = ['desk', 'legal'] as const;
export type Line = (typeof LINES)[number];

export const STATES = [
  'language',
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
export const WHYS = ['chosen', 'nobody', 'unanswered', 'banned'] as const;
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
  endedAt: z.nullable(when),
  outcome: z.nullable(z.enum(OUTCOMES)),
  reportId: z.nullable(id),
  /** Earlier calls from the same telephone in the last 30 days; null where it cannot be told. */
  before: z.nullable(z.int()),
  drill: z.boolean(),
  /** answer, hold, resume, handOver, hangUp. */
  can: z.array(z.string()),
});
export type SentCall = z.infer<typeof SentCall>;

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
  }),
});

const params = z.object({ id });

const act = (verb: string, summary: string) =>
  endpoint({
    method: 'POST',
    path: `/api/v1/calls/:id/${verb}`,
    summary,
    params,
    out: SentCall,
  });

export const answerCall = act('answer', 'Take this call: it stops ringing everywhere else');
export const hangUpCall = act('hang-up', 'End the call');
