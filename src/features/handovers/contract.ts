import { z } from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { type Opened, sealable, sealed } from '../../platform/http/sealed.ts';
import { SHIFT_ROLES } from '../shifts/contract.ts';

const id = z.uuid();
const when = z.iso.datetime();
const role = z.enum(SHIFT_ROLES);
const note = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000));

/** A claimed report · an unfinished form · a thread given to them · a promised call · an incident they lead · a caller · what they said "I have it" to. */
export const THINGS = ['report', 'draft', 'thread', 'callback', 'incident', 'call', 'page'] as const;
export type ThingKind = (typeof THINGS)[number];

export const Thing = z.object({
  kind: z.enum(THINGS),
  id,
  /** Claimed, saved, given, promised, opened or answered then. */
  at: z.nullable(when),
  /** Of an incident. */
  number: z.nullable(z.int()),
  /** Where, or in which language: what tells one from another without what was said. */
  about: z.nullable(z.string()),
});
export type Thing = z.infer<typeof Thing>;

export const Handover = z.object({
  /** That of the duty. */
  id,
  personId: id,
  callSign: z.string(),
  role,
  /** Offered by its owner · their shift is over and they have not handed over · left behind by who was removed. */
  state: z.enum(['offered', 'over', 'unowned']),
  since: when,
  /** The end of their shift. */
  until: z.nullable(when),
  note: z.nullable(sealed(note)),
  things: z.array(Thing),
  /** `take` */
  can: z.array(z.string()),
});
export type SentHandover = z.infer<typeof Handover>;
export type Handover = Opened<SentHandover>;

export const listHandovers = endpoint({
  method: 'GET',
  path: '/api/v1/handovers',
  summary: 'What waits to be taken over, the longest first',
  out: z.object({ items: z.array(Handover) }),
});

export const Mine = z.object({
  duties: z.array(
    z.object({
      id,
      role,
      since: when,
      until: z.nullable(when),
      isOver: z.boolean(),
      offered: z.boolean(),
      note: z.nullable(sealed(note)),
    }),
  ),
  things: z.array(Thing),
  /** Dispatchers who are here: to whom it can be given when nobody comes. */
  dispatchers: z.array(z.object({ personId: id, callSign: z.string() })),
});

export const readMine = endpoint({
  method: 'GET',
  path: '/api/v1/me/handover',
  summary: 'What I would hand over: my duties, what is open with me, and to whom it could go',
  out: Mine,
});

const params = z.object({ id });
const Ended = z.object({ id, state: z.enum(['offered', 'taken', 'left']) });

export const offerHandover = endpoint({
  method: 'PUT',
  path: '/api/v1/handovers/:id',
  summary:
    'Offer my duty with what is open and a note; it stays mine until somebody takes it. Again replaces the note',
  params,
  words: ['note'],
  body: z.object({ note: z.optional(sealable(note)) }),
  out: Ended,
});

export const takeHandover = endpoint({
  method: 'POST',
  path: '/api/v1/handovers/:id/take',
  summary: 'Take over all of it; of two at once one has it, and the other reads who',
  params,
  body: z.object({}),
  out: Ended,
});

export const giveHandover = endpoint({
  method: 'POST',
  path: '/api/v1/handovers/:id/give',
  summary: 'Nobody comes: it goes to a dispatcher who is here, and they are told',
  params,
  body: z.object({ personId: id }),
  out: Ended,
});

export const leaveDuty = endpoint({
  method: 'POST',
  path: '/api/v1/handovers/:id/leave',
  summary: 'Leave with nothing open; refused while something is',
  params,
  body: z.object({}),
  out: Ended,
});

export const leaveShift = endpoint({
  method: 'POST',
  path: '/api/v1/me/shifts/:id/leave',
  summary:
    'I have left, by the shift; `at` is when it was tapped. Refused while something at the desk is open with me',
  params,
  body: z.object({ id: z.optional(id), at: z.optional(when) }),
  out: z.object({ leftAt: when }),
});

export const readSince = endpoint({
  method: 'GET',
  path: '/api/v1/handovers/since',
  summary: 'What happened since I was last here, in ten sentences, most important first',
  query: z.object({ lang: z.optional(z.enum(['en', 'es', 'zh'])) }),
  out: z.object({
    since: when,
    lines: z.array(z.object({ text: z.string(), at: z.nullable(when), incidentId: z.nullable(id) })),
  }),
});
