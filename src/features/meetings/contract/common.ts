import * as z from 'zod/mini';

export const AUDIENCES = ['public', 'members'] as const;
export const PRESS = ['open', 'closed'] as const;
export const EVERY = ['week', 'fortnight', 'month'] as const;
export const STATES = ['planned', 'now', 'over', 'cancelled'] as const;
export const WAYS = ['scan', 'code', 'list', 'self', 'new'] as const;

export const when = z.iso.datetime();
export const count = z.int();
export const day = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));
export const language = z.string().check(z.regex(/^[a-z]{2,3}$/));
export const byId = z.object({ id: z.uuid() });
export const said = (most: number) => z.string().check(z.trim(), z.maxLength(most));
export const mustSay = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
/** Opened by a click: nothing but a page. */
export const address = z
  .string()
  .check(z.maxLength(500), z.regex(/^https?:\/\/[^\s"'<>]+$/, 'must begin with https:// or http://'));

export const Handout = z.object({ title: mustSay(120), url: z.optional(address) });

/** Percent of the active members, or so many of them. */
export const Quorum = z.object({
  kind: z.enum(['share', 'number']),
  of: z.int().check(z.gte(1), z.lte(10_000)),
});

/** What a meeting says in words. */
export const Details = z.object({
  title: mustSay(120),
  about: said(2000),
  place: said(300),
  /** Where it is online. */
  link: z.nullable(address),
  access: said(1000),
  handouts: z.array(Handout).check(z.maxLength(20)),
});

export const ItemPlan = z.object({
  id: z.uuid(),
  title: mustSay(200),
  minutes: z.int().check(z.gte(1), z.lte(480)),
  ownerId: z.nullable(z.uuid()),
  /** Of whom is no member. */
  ownerName: z.nullable(mustSay(80)),
});

export const Who = z.object({ personId: z.uuid(), callSign: z.string() });

export type Audience = (typeof AUDIENCES)[number];
export type Press = (typeof PRESS)[number];
export type Every = (typeof EVERY)[number];
export type State = (typeof STATES)[number];
export type Way = (typeof WAYS)[number];
export type Quorum = z.infer<typeof Quorum>;
export type Details = z.infer<typeof Details>;
export type Handout = z.infer<typeof Handout>;
export type ItemPlan = z.infer<typeof ItemPlan>;
