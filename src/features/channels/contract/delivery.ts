import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { KINDS } from './kinds.ts';

const when = z.iso.datetime();
const kind = z.enum(KINDS);

/** A way of delivery and how it does. Money in hundredths of a cent. */
export const WayState = z.object({
  kind,
  /** `none`: nothing here delivers on it; `quiet`: nothing went on it yet. */
  state: z.enum(['ok', 'slow', 'gone', 'quiet', 'none']),
  tookMs: z.nullable(z.int()),
  goodAt: z.nullable(when),
  badAt: z.nullable(when),
  /** The carrier's own code of the last failure. */
  code: z.nullable(z.string()),
  waiting: z.int(),
  held: z.int(),
  /** Of the last day. */
  failed: z.int(),
  messagesToday: z.int(),
  costToday: z.int(),
  /** Messages that the carrier took in each of the last 24 hours, the oldest first. */
  hours: z.array(z.int()),
});

export const Undelivered = z.object({
  id: z.uuid(),
  kind,
  purpose: z.string(),
  /** A member's; null for anyone else, whose number is nobody's to read here. */
  callSign: z.nullable(z.string()),
  urgent: z.boolean(),
  drill: z.boolean(),
  why: z.string(),
  attempts: z.int(),
  at: when,
});

export const Caps = z.object({
  centsADay: z.int().check(z.gte(0), z.lte(10_000_000)),
  messagesADay: z.int().check(z.gte(1), z.lte(1000)),
  /** Minutes after which a page that arrived, and that nobody read or answered, rings by telephone. */
  ringMinutes: z.int().check(z.gte(1), z.lte(60)),
});

export const readDelivery = endpoint({
  method: 'GET',
  path: '/api/v1/delivery',
  summary: 'How each way of delivery does, what is held back or failed in the last day, and the caps',
  out: z.object({
    ways: z.array(WayState),
    held: z.array(Undelivered),
    failed: z.array(Undelivered),
    caps: Caps,
    can: z.array(z.enum(['read', 'send', 'cap'])),
  }),
});

export const sendAnyway = endpoint({
  method: 'POST',
  path: '/api/v1/delivery/:id/send',
  summary: 'Let a message go that a cap holds back, or try one again that failed',
  params: z.object({ id: z.uuid() }),
  out: z.object({ id: z.uuid() }),
});

export const setCaps = endpoint({
  method: 'PUT',
  path: '/api/v1/delivery/caps',
  summary: 'Set how much a day may cost and how many messages a person may get in a day',
  body: Caps,
  out: Caps,
});

export const readKeywords = endpoint({
  method: 'GET',
  path: '/api/v1/delivery/keywords',
  summary:
    'The words that are read in texts, by language, and whether somebody who speaks it has looked at them',
  out: z.object({
    /** Languages that the network writes or its active members speak, most spoken first. */
    own: z.array(
      z.object({
        code: z.string(),
        members: z.int(),
        /** `unreviewed`: nobody who speaks it has looked at its words; `none`: it has no words of its own. */
        reading: z.enum(['reviewed', 'unreviewed', 'none']),
        /** What its speakers are written to in. */
        textsIn: z.string(),
      }),
    ),
    written: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        reviewed: z.boolean(),
        yes: z.array(z.string()),
        no: z.array(z.string()),
        stop: z.array(z.string()),
        start: z.array(z.string()),
        help: z.array(z.string()),
      }),
    ),
    /** Languages that are only spoken, and the one that their speakers are written to in. */
    spoken: z.array(z.object({ code: z.string(), textsIn: z.string() })),
  }),
});

export type WayState = z.infer<typeof WayState>;
export type Undelivered = z.infer<typeof Undelivered>;
export type Caps = z.infer<typeof Caps>;
