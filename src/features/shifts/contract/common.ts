import * as z from 'zod/mini';

/** What somebody may be on shift as. Legal, medic and interpreter are on call; the others sit at the desk or go out. */
export const SHIFT_ROLES = ['operator', 'dispatcher', 'verifier', 'interpreter', 'legal', 'medic'] as const;
export type ShiftRole = (typeof SHIFT_ROLES)[number];

/** Suggested is as a draft of a seat: nobody is asked before it is published. */
export const BUDDY_STATES = ['suggested', 'asked', 'agreed', 'declined', 'withdrawn', 'over'] as const;
export type BuddyState = (typeof BUDDY_STATES)[number];

/** Somebody who stands by a seat: named, and what they said. */
export const Buddy = z.object({
  id: z.uuid(),
  callSign: z.string(),
  state: z.enum(['asked', 'agreed', 'declined']),
});

/** A day on the network's calendar, `2026-11-23`. */
export const Day = z.iso.date();
export const byId = z.object({ id: z.uuid() });

export const count = z.int().check(z.gte(1), z.lte(20));
export const Languages = z.array(z.string().check(z.regex(/^[a-z]{2,3}$/))).check(z.maxLength(8));

export const need = {
  role: z.enum(SHIFT_ROLES),
  /** Null: the whole network's. */
  chapterId: z.nullable(z.uuid()),
  minimum: count,
  wanted: count,
  languages: Languages,
};

/** Whose a slot is, how many it needs at least and would like, and what must be spoken among them. */
export const Need = z.object(need);
export type Need = z.infer<typeof Need>;
