import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Buddy, byId, Day, need, SHIFT_ROLES } from './common.ts';

export const Seat = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  callSign: z.string(),
  /** A draft is a suggestion; members do not see it. */
  state: z.enum(['draft', 'on']),
  learner: z.boolean(),
  /** "Anyone?" */
  offered: z.boolean(),
  checkedInAt: z.nullable(z.iso.datetime()),
  /** Who stands by, is asked to, or is suggested, where they sit alone at night. */
  buddies: z.array(z.extend(Buddy, { state: z.enum(['suggested', 'asked', 'agreed', 'declined']) })),
});
export type Seat = z.infer<typeof Seat>;

export const Slot = z.object({
  id: z.uuid(),
  patternId: z.nullable(z.uuid()),
  ...need,
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  state: z.enum(['draft', 'published', 'cancelled']),
  seats: z.array(Seat),
  /** Languages that nobody in it speaks. */
  missing: z.array(z.string()),
  /** Somebody sits alone in it at night, and nobody stands by. */
  lacksBuddy: z.boolean(),
  /** As suggested somebody would sit alone in it at night, and nobody is named. */
  lacksSuggested: z.boolean(),
  can: z.array(z.string()),
});
export type Slot = z.infer<typeof Slot>;

/** A stretch of time in which nothing changes. */
export const Piece = z.object({
  role: z.enum(SHIFT_ROLES),
  chapterId: z.nullable(z.uuid()),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  minimum: z.int(),
  wanted: z.int(),
  filled: z.int(),
  /** Suggested, not published. */
  drafted: z.int(),
  missing: z.array(z.string()),
  /** Somebody sits alone at night and nobody stands by: filled, and thin. */
  thin: z.boolean(),
});
export type Piece = z.infer<typeof Piece>;

export const Rota = z.object({
  today: Day,
  days: z.array(z.object({ day: Day, startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })),
  slots: z.array(Slot),
  pieces: z.array(Piece),
  can: z.array(z.string()),
});
export type Rota = z.infer<typeof Rota>;

/** Six weeks: a month as calendars show it. */
export const MOST_DAYS = 42;

export const readRota = endpoint({
  method: 'GET',
  path: '/api/v1/rota',
  summary: 'Slots, who sits in them and how the need is met, for some days from one on',
  query: z.object({
    from: Day,
    days: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(MOST_DAYS)), 7),
  }),
  out: Rota,
});

const wall = {
  day: Day,
  startMinute: z.int().check(z.gte(0), z.lte(1439)),
  lengthMinutes: z.int().check(z.gte(0), z.lte(7 * 24 * 60)),
};

export const addSlot = endpoint({
  method: 'POST',
  path: '/api/v1/rota/slots',
  summary: 'A one-off need; open for taking at once',
  body: z.object({ id: z.uuid(), ...need, ...wall }),
  out: Slot,
});

export const changeSlot = endpoint({
  method: 'PUT',
  path: '/api/v1/rota/slots/:id',
  summary: 'Change how many and which languages one slot needs',
  params: byId,
  body: z.object({ minimum: need.minimum, wanted: need.wanted, languages: need.languages }),
  out: Slot,
});

export const cancelSlot = endpoint({
  method: 'POST',
  path: '/api/v1/rota/slots/:id/cancel',
  summary: 'It is not needed; who sits in it is told',
  params: byId,
  body: z.object({}),
  out: Slot,
});

export const Why = z.object({ code: z.string(), text: z.string(), soft: z.boolean() });

export const addSeat = endpoint({
  method: 'POST',
  path: '/api/v1/rota/slots/:id/seats',
  summary:
    'Put a member on a slot. Rest, hours and languages can be overruled (`anyway`), and that is written down',
  params: byId,
  body: z.object({
    id: z.uuid(),
    personId: z.uuid(),
    learner: z.optional(z.boolean()),
    anyway: z.optional(z.boolean()),
  }),
  out: Slot,
});

export const removeSeat = endpoint({
  method: 'POST',
  path: '/api/v1/rota/seats/:id/removal',
  summary: 'Take a member off a slot; they are told',
  params: byId,
  body: z.object({}),
  out: Slot,
});

export const listFitting = endpoint({
  method: 'GET',
  path: '/api/v1/rota/slots/:id/fitting',
  summary: 'At most twelve members whom nothing keeps from this slot, those with the fewest hours first',
  params: byId,
  out: z.object({
    items: z.array(
      z.object({
        personId: z.uuid(),
        callSign: z.string(),
        /** In the four weeks around the slot. */
        hours: z.number(),
        languages: z.array(z.string()),
      }),
    ),
  }),
});

const span = z.object({ id: z.uuid(), from: Day, to: Day });

export const fillRotaDays = endpoint({
  method: 'POST',
  path: '/api/v1/rota/fillings',
  summary: 'Suggest who takes the free places of these days, anew; members see it when it is published',
  body: span,
  out: z.object({
    seats: z.int(),
    gapHours: z.number(),
    most: z.number(),
    least: z.number(),
    brokenWishes: z.int(),
    /** People suggested to stand by, where one would sit alone at night. */
    buddies: z.int(),
    /** Nights alone for which nobody is left who could. */
    alone: z.int(),
  }),
});

export const unfillRotaDays = endpoint({
  method: 'POST',
  path: '/api/v1/rota/fillings/removal',
  summary: 'Take back what is suggested for these days',
  body: span,
  out: z.object({ seats: z.int() }),
});

export const publishRota = endpoint({
  method: 'POST',
  path: '/api/v1/rota/publications',
  summary: 'Publish slots and suggested seats of these days: members see them, who has a seat is told',
  body: span,
  out: z.object({ slots: z.int(), seats: z.int() }),
});
