import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, count, Day, Languages, SHIFT_ROLES } from './common.ts';

/** Longer than so many days is a pattern. */
export const LONGEST_SURGE_DAYS = 14;

const surge = {
  /** Null: the whole network's. */
  chapterId: z.nullable(z.uuid()),
  /** How many of each role at any hour. */
  needs: z
    .array(z.object({ role: z.enum(SHIFT_ROLES), seats: count }))
    .check(z.minLength(1), z.maxLength(SHIFT_ROLES.length)),
  blockHours: z.int().check(z.gte(2), z.lte(12)),
  languages: Languages,
};

export const Surge = z.object({
  id: z.uuid(),
  ...surge,
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  can: z.array(z.string()),
});
export type Surge = z.infer<typeof Surge>;

export const listSurges = endpoint({
  method: 'GET',
  path: '/api/v1/rota/surges',
  summary: 'Surges that are on or to come; one that is over has ended by itself',
  out: z.object({ items: z.array(Surge) }),
});

const wall = z.object({ day: Day, minute: z.int().check(z.gte(0), z.lte(1439)) });

export const startSurge = endpoint({
  method: 'POST',
  path: '/api/v1/rota/surges',
  summary:
    'More hands for some days: lays shifts in blocks over the rota, open for taking, and invites as few of those who could as its places need',
  body: z.object({ id: z.uuid(), ...surge, from: wall, until: wall }),
  out: z.object({ surge: Surge, slots: z.int(), invited: z.int() }),
});

export const endSurge = endpoint({
  method: 'POST',
  path: '/api/v1/rota/surges/:id/end',
  summary: 'End it early: what has not begun is off, and who had a place is told',
  params: byId,
  body: z.object({}),
  out: Surge,
});
