import * as z from 'zod/mini';

const count = (from: number, to: number) => z.int().check(z.gte(from), z.lte(to));

/** What somebody must have for a level; each level asks for all that those below it ask for, too. */
export const TrustLevel = z.object({
  level: count(1, 3),
  /** Days since they became active. */
  days: count(0, 1000),
  /** Courses they were certified in, once each. */
  trainings: count(0, 20),
  references: count(0, 10),
  /** Shifts at another’s side. */
  shadowed: count(0, 50),
  meetings: count(0, 50),
});
export type TrustLevel = z.infer<typeof TrustLevel>;

/** Who may do what after how much. Two vouches are the least: a playbook may ask for more. */
export const Trust = z.object({
  vouches: z.object({
    needed: count(2, 5),
    /** How many one member may give within thirty days. */
    aMonth: count(1, 20),
    /** Days within which whom one vouched for does not vouch back. */
    mutualDays: count(30, 1000),
  }),
  /** Given by members of this level. */
  referencesFrom: count(1, 3),
  levels: z.array(TrustLevel).check(z.minLength(1), z.maxLength(3)),
  /** From which level on a role is given; one that is not named needs nothing. */
  roles: z
    .array(z.object({ role: z.string().check(z.regex(/^[a-z]{3,20}$/)), level: count(1, 3) }))
    .check(z.maxLength(20)),
  /** What admins are asked to look at: it changes nothing by itself. */
  flags: z.object({
    days: count(7, 365),
    /** One member’s vouches within those days. */
    fanOut: count(3, 50),
    /** Newcomers within those days who are all vouched for by the same two or three. */
    cluster: count(3, 50),
  }),
  /** Days for which a signature under the former conduct agreement still counts; a first one has none. */
  graceDays: count(0, 30),
});
export type Trust = z.infer<typeof Trust>;
