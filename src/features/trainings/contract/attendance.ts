import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { NotTaken } from '../../../platform/http/not-taken.ts';
import { byId } from './sessions.ts';

/** The door's answer, the same for whoever checked somebody in second. */
export const CheckedIn = z.object({
  personId: z.uuid(),
  name: z.string(),
  cameAt: z.iso.datetime(),
  /** Call sign of the door-keeper who was first. */
  by: z.nullable(z.string()),
  /** Somebody had checked them in before. */
  already: z.boolean(),
});
export type CheckedIn = z.infer<typeof CheckedIn>;

/** `at` is when it happened: a phone without a connection sends it later. */
const Coming = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  code: z.optional(z.string().check(z.trim(), z.maxLength(40))),
  personId: z.optional(z.uuid()),
  /** Of who walked in and is known to nobody here: what to call them, and where they can be reached if they say. */
  name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(80))),
  reach: z.optional(z.string().check(z.trim(), z.maxLength(254))),
});
export type Coming = z.infer<typeof Coming>;

export const checkIn = endpoint({
  method: 'POST',
  path: '/api/v1/doors/trainings/:id/in',
  summary: 'Check somebody in by their code, from the list, or as who walked in',
  params: byId,
  body: Coming,
  out: CheckedIn,
});

/** Lines of one request. */
export const LIST_MOST = 200;

export const checkInAll = endpoint({
  method: 'POST',
  path: '/api/v1/doors/trainings/:id/list',
  summary:
    'Check in all of a list, each line as by itself: what a phone kept without a connection, or a sheet',
  params: byId,
  body: z.object({ items: z.array(Coming).check(z.minLength(1), z.maxLength(LIST_MOST)) }),
  out: z.object({
    items: z.array(
      z.object({ id: z.uuid(), checkedIn: z.nullable(CheckedIn), problem: z.nullable(NotTaken) }),
    ),
  }),
});

export const checkOut = endpoint({
  method: 'POST',
  path: '/api/v1/doors/trainings/:id/out',
  summary: 'Somebody left before the end',
  params: byId,
  body: z.object({ id: z.uuid(), at: z.iso.datetime(), personId: z.uuid() }),
  out: z.object({ personId: z.uuid(), leftAt: z.iso.datetime() }),
});
