import * as z from 'zod/mini';
import { Availability } from '../../people/contract.ts';

export const SOURCES = ['web', 'meeting', 'training', 'canvass', 'import', 'desk'] as const;

/** What somebody wants to do. Training is open; `DEEP` wants need a conversation and vouches. */
export const WANTS = [
  'observer',
  'operator',
  'dispatcher',
  'verifier',
  'canvasser',
  'firstaid',
  'security',
  'trainer',
  'other',
] as const;
export type Want = (typeof WANTS)[number];

/** What needs a conversation and two vouches before anybody does it. */
export const DEEP: readonly Want[] = ['operator', 'dispatcher', 'verifier', 'security', 'trainer'];

/** A member is called on; an ally trains, knows what to do, and is not sent. */
export const MEMBERSHIPS = ['member', 'ally'] as const;

const language = z.string().check(z.regex(/^[a-z]{2,3}$/));

/** An application, from whatever door it came. The same id again is the same act. */
export const Application = z.object({
  id: z.uuid(),
  source: z.enum(SOURCES),
  kind: z.enum(MEMBERSHIPS),
  /** The name that they go by. */
  name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(120))),
  /** Where they can be reached, the best first. */
  addresses: z
    .array(
      z.object({
        kind: z.enum(['sms', 'email', 'signal']),
        address: z.string().check(z.trim(), z.minLength(3), z.maxLength(254)),
      }),
    )
    .check(z.maxLength(5)),
  languages: z.array(language).check(z.minLength(1), z.maxLength(12)),
  wants: z.array(z.enum(WANTS)).check(z.maxLength(WANTS.length)),
  chapterId: z.optional(z.uuid()),
  zoneId: z.optional(z.uuid()),
  availability: z.optional(Availability),
  /** Where the form's address was read: `poster`, `library`. */
  tag: z.optional(z.string().check(z.regex(/^[a-z0-9-]{1,30}$/))),
  /** Came in a flood: kept and shown last. */
  throttled: z.optional(z.boolean()),
});
export type Application = z.infer<typeof Application>;
