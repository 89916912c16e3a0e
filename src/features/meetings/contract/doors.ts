import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { NotTaken } from '../../../platform/http/not-taken.ts';
import { WANTS } from '../../joining/contract.ts';
import { byId, count, language, said, WAYS, when } from './common.ts';

export const Guest = z.object({
  id: z.uuid(),
  /** A call sign, the name as given, or null. */
  name: z.nullable(z.string()),
  isMember: z.boolean(),
  /** There is a way to tell them something. */
  reachable: z.boolean(),
  access: z.nullable(z.string()),
  arrivedAt: z.nullable(when),
  /** Null: by themselves. */
  door: z.nullable(count),
});

export const listGuests = endpoint({
  method: 'GET',
  path: '/api/v1/meetings/:id/guests',
  summary: 'Who said that they come and who is here, for whoever is at a door',
  params: byId,
  out: z.object({ title: z.string(), doors: count, open: z.boolean(), items: z.array(Guest) }),
});

/** `at` is when it happened: what was done without a line is sent later, and counts once. */
const Coming = z.object({
  id: z.uuid(),
  at: when,
  door: z.int().check(z.gte(1), z.lte(8)),
  way: z.optional(z.enum(WAYS)),
  code: z.optional(z.string().check(z.maxLength(300))),
  guestId: z.optional(z.uuid()),
  name: z.optional(said(80)),
  /** A telephone number or an e-mail address. */
  reach: z.optional(said(254)),
  language: z.optional(language),
  /** What they would like to do; empty where they are only here. */
  wants: z.optional(z.array(z.enum(WANTS)).check(z.maxLength(WANTS.length))),
});

const CheckedIn = z.object({
  /** `here` now, or `already`: then when and where. */
  result: z.enum(['here', 'already']),
  guest: Guest,
  joined: z.boolean(),
});

export const checkIn = endpoint({
  method: 'POST',
  path: '/api/v1/doors/meetings/:id/in',
  summary:
    'Somebody is here: by the code they show, out of the list, or as who had not said that they come and may ask to join; at two doors they are here once',
  params: byId,
  body: Coming,
  out: z.extend(CheckedIn, { count }),
});

/** Lines of one request. */
export const mostAtDoor = 200;

export const checkInAll = endpoint({
  method: 'POST',
  path: '/api/v1/doors/meetings/:id/list',
  summary: 'Check in all of a list, each line as by itself: what a phone kept without a connection',
  params: byId,
  body: z.object({ items: z.array(Coming).check(z.minLength(1), z.maxLength(mostAtDoor)) }),
  out: z.object({
    items: z.array(
      z.object({ id: z.uuid(), checkedIn: z.nullable(CheckedIn), problem: z.nullable(NotTaken) }),
    ),
  }),
});

export type Guest = z.infer<typeof Guest>;
export type Coming = z.infer<typeof Coming>;
