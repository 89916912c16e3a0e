import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { KINDS } from '../channels/contract.ts';

const when = z.iso.datetime();
const month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/));
const way = z.nullable(z.enum(KINDS));
const count = z.int();

export const STATES = ['planned', 'sent', 'heard', 'unheard', 'unreachable', 'skipped'] as const;

/** Why a test page was not heard: nothing to reach them at, STOP, over a cap, no carrier took it, or it lay unread. */
export const WHYS = ['no way', 'stopped', 'held', 'not taken', 'no answer', 'no time'] as const;

/** One test page, for the person who got it. */
export const OwnWaking = z.object({
  id: z.uuid(),
  sentAt: when,
  /** Null while nobody has heard it. */
  seconds: z.nullable(count),
  way,
  open: z.boolean(),
});

export const readMine = endpoint({
  method: 'GET',
  path: '/api/v1/me/waking',
  summary: 'Whether the actor is tested once a month, and how their last test page went',
  out: z.object({
    /** On a duty that is paged: tested whether they want to or not. */
    onDuty: z.boolean(),
    wanted: z.boolean(),
    last: z.nullable(OwnWaking),
  }),
});

export const chooseMine = endpoint({
  method: 'POST',
  path: '/api/v1/me/waking',
  summary: 'Be tested once a month, or not; who is on a duty that is paged is tested all the same',
  body: z.object({ wanted: z.boolean() }),
  out: z.object({ wanted: z.boolean() }),
});

export const testMe = endpoint({
  method: 'POST',
  path: '/api/v1/me/wakings',
  summary: 'Send the actor a test page now, at most three a day; the same id twice is one',
  body: z.object({ id: z.uuid() }),
  out: z.object({ id: z.uuid() }),
});

export const hearMine = endpoint({
  method: 'POST',
  path: '/api/v1/me/wakings/:id/heard',
  summary: 'It rang: the answer to a test page by one tap',
  params: z.object({ id: z.uuid() }),
  out: z.object({ seconds: count }),
});

/** A number by which the network calls or texts. */
export const CardNumber = z.object({
  number: z.string(),
  does: z.array(z.enum(['calls', 'texts', 'signal', 'hotline'])),
});

export const Report = z.object({
  month,
  /** Test pages of the month that have come to an end, with how they ended. */
  ended: count,
  heard: count,
  late: count,
  unheard: count,
  unreachable: count,
  /** Sent, and not answered yet; planned for later this month. */
  waiting: count,
  planned: count,
  medianSeconds: z.nullable(count),
  /** How many were heard within so many seconds, and after the one before. */
  within: z.array(z.object({ seconds: count, count })),
  ways: z.array(z.object({ way: z.enum(KINDS), heard: count, medianSeconds: count })),
  why: z.array(z.object({ why: z.enum(WHYS), count })),
});

export const readReport = endpoint({
  method: 'GET',
  path: '/api/v1/wakings',
  summary: "A month's test pages in numbers, of the chapters that the actor looks after",
  query: z.object({ month: z.optional(month) }),
  out: z.object({
    report: Report,
    /** The newest first; heard and ended of each. */
    months: z.array(z.object({ month, ended: count, heard: count })),
    /** In a demo nobody is tested by themselves. */
    demo: z.boolean(),
    card: z.object({ url: z.string(), numbers: z.array(CardNumber) }),
  }),
});

export const listMissed = endpoint({
  method: 'POST',
  path: '/api/v1/wakings/missed',
  summary: "Who did not hear this month's test page, twenty at most; each counts as a look",
  body: z.object({ month }),
  out: z.object({
    items: z.array(
      z.object({ personId: z.uuid(), callSign: z.string(), why: z.enum(WHYS), late: z.boolean() }),
    ),
    more: z.boolean(),
    left: z.object({ hour: count, day: count }),
  }),
});

export type State = (typeof STATES)[number];
export type Why = (typeof WHYS)[number];
export type Report = z.infer<typeof Report>;
export type OwnWaking = z.infer<typeof OwnWaking>;
export type CardNumber = z.infer<typeof CardNumber>;
