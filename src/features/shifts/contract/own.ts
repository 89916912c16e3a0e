import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Buddy, byId, SHIFT_ROLES } from './common.ts';
import { Why } from './rota.ts';

const span = {
  role: z.enum(SHIFT_ROLES),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
};

const ownBuddy = {
  /** At night, with nobody else at that desk. */
  alone: z.boolean(),
  /** And nobody who stands by. */
  lacksBuddy: z.boolean(),
  buddies: z.array(Buddy),
};
const OwnBuddy = z.object(ownBuddy);
export type OwnBuddy = z.infer<typeof OwnBuddy>;

/** Somebody whom I stand by, or am asked to. */
const Buddying = z.object({ id: z.uuid(), who: z.string(), ...span, state: z.enum(['asked', 'agreed']) });

export const OwnShift = z.object({
  id: z.uuid(),
  ...span,
  learner: z.boolean(),
  offered: z.boolean(),
  checkedInAt: z.nullable(z.iso.datetime()),
  /** Call signs of who is on it too. */
  beside: z.array(z.string()),
  ...ownBuddy,
  can: z.array(z.string()),
});
export type OwnShift = z.infer<typeof OwnShift>;

export const OpenShift = z.object({
  slotId: z.uuid(),
  ...span,
  /** The chapter that needs it; null: the whole network. */
  chapter: z.nullable(z.string()),
  free: z.int(),
  /** Somebody asks "anyone?": that place may be taken although none is free. */
  offered: z.nullable(z.object({ shiftId: z.uuid(), callSign: z.string() })),
  /** Without somebody more it is below what is needed. */
  isNeeded: z.boolean(),
  languages: z.array(z.string()),
  /** Everything that keeps one from it, in one's language. */
  why: z.array(Why),
});
export type OpenShift = z.infer<typeof OpenShift>;

export const OwnRequest = z.object({
  id: z.uuid(),
  kind: z.enum(['take', 'give-back', 'swap']),
  /** `asked`: the other member answers. `waiting`: a coordinator decides. */
  state: z.enum(['asked', 'waiting', 'done', 'refused', 'withdrawn', 'overtaken']),
  isMine: z.boolean(),
  who: z.string(),
  role: z.enum(SHIFT_ROLES),
  /** What the asker would give, or take. */
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** Of a swap: what the asker would get. */
  other: z.nullable(z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })),
  why: z.nullable(z.string()),
  can: z.array(z.string()),
});
export type OwnRequest = z.infer<typeof OwnRequest>;

/** What one is on duty as, with the shift that it belongs to. */
export const OwnDuty = z.object({
  id: z.uuid(),
  role: z.enum(SHIFT_ROLES),
  shiftId: z.nullable(z.uuid()),
  beganAt: z.iso.datetime(),
  dueAt: z.nullable(z.iso.datetime()),
});
export type OwnDuty = z.infer<typeof OwnDuty>;

export const MyShifts = z.object({
  duties: z.array(OwnDuty),
  own: z.array(OwnShift),
  open: z.array(OpenShift),
  requests: z.array(OwnRequest),
  buddying: z.array(Buddying),
  /** Giving back later than so many hours before asks a coordinator. */
  noticeHours: z.int(),
  approval: z.enum(['rule', 'coordinator']),
});
export type MyShifts = z.infer<typeof MyShifts>;

export const lang = z.optional(z.enum(['en', 'es', 'zh']));

export const readMyShifts = endpoint({
  method: 'GET',
  path: '/api/v1/me/shifts',
  summary: 'My shifts, what I could take in the next four weeks and why not, and what waits for an answer',
  query: z.object({ lang }),
  out: MyShifts,
});

/** What became of an act: done, or it waits for somebody. */
export const Outcome = z.object({ state: OwnRequest.shape.state });

export const takeShift = endpoint({
  method: 'POST',
  path: '/api/v1/me/shifts',
  summary: 'Take a free place, or one that somebody offers. The same id again is the same act',
  body: z.object({ id: z.uuid(), slotId: z.uuid(), shiftId: z.optional(z.uuid()), lang }),
  out: Outcome,
});

export const giveBack = endpoint({
  method: 'POST',
  path: '/api/v1/me/shifts/:id/give-back',
  summary: 'Give a shift back; at short notice a coordinator decides, and it is offered meanwhile',
  params: byId,
  body: z.object({ id: z.uuid() }),
  out: Outcome,
});

export const offerShift = endpoint({
  method: 'POST',
  path: '/api/v1/me/shifts/:id/offer',
  summary: '"Anyone?": it stays mine until somebody takes it; or not any more',
  params: byId,
  body: z.object({ offered: z.boolean() }),
  out: OwnShift,
});

export const listSwaps = endpoint({
  method: 'GET',
  path: '/api/v1/me/shifts/:id/swaps',
  summary: 'Shifts of others, at most twenty, that mine could be swapped for by the rules',
  params: byId,
  out: z.object({ items: z.array(z.object({ shiftId: z.uuid(), callSign: z.string(), ...span })) }),
});

export const askSwap = endpoint({
  method: 'POST',
  path: '/api/v1/me/shifts/:id/swaps',
  summary: 'Ask another to swap; they are told, and answer in the app',
  params: byId,
  body: z.object({ id: z.uuid(), shiftId: z.uuid(), lang }),
  out: Outcome,
});

export const checkIn = endpoint({
  method: 'POST',
  path: '/api/v1/me/shifts/:id/check-in',
  summary:
    'I am here; `at` is when it was tapped, which may be long before this phone had a connection again',
  params: byId,
  body: z.object({ id: z.optional(z.uuid()), at: z.optional(z.iso.datetime()) }),
  out: OwnShift,
});

export const answerSwap = endpoint({
  method: 'POST',
  path: '/api/v1/me/shift-requests/:id/answer',
  summary: 'Agree to a swap that another asks for, or not',
  params: byId,
  body: z.object({ agree: z.boolean(), lang }),
  out: Outcome,
});

export const withdrawRequest = endpoint({
  method: 'POST',
  path: '/api/v1/me/shift-requests/:id/withdrawal',
  summary: 'Take back what I asked for',
  params: byId,
  body: z.object({}),
  out: Outcome,
});
