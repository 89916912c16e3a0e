import { z } from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { type Opened, sealable, sealed } from '../../platform/http/sealed.ts';

/** Kinds of things that are kept for a time. */
export const KINDS = [
  'report',
  'intake',
  'message',
  'media',
  'note',
  'place',
  'debrief',
  'complaint',
  'suspension',
  'draft',
  'session',
  'drill',
  'application',
  'attendance',
] as const;
export type Kind = (typeof KINDS)[number];

const reason = z.string().check(z.trim(), z.minLength(3), z.maxLength(2000));
const who = z.object({ personId: z.uuid(), callSign: z.string() });
const params = z.object({ id: z.uuid() });

/** What a hold covers: everything that each of the dimensions given meets. */
const scope = {
  recordId: z.nullable(z.uuid()),
  personId: z.nullable(z.uuid()),
  from: z.nullable(z.iso.datetime()),
  to: z.nullable(z.iso.datetime()),
  zoneId: z.nullable(z.uuid()),
  cell: z.nullable(z.string().check(z.regex(/^89[0-9a-f]{13}$/))),
};

export const Hold = z.object({
  id: z.uuid(),
  ...scope,
  /** What the record is: `incident`, `report`. */
  recordNoun: z.nullable(z.string()),
  /** The call sign of the person it is about. */
  person: z.nullable(z.string()),
  zone: z.nullable(z.string()),
  /** The crossing nearest to the middle of the cell. */
  corner: z.nullable(z.string()),
  because: z.enum(['person', 'emergency']),
  reason: z.nullable(sealed(z.string())),
  /** Null where the house placed it by itself. */
  by: z.nullable(who),
  at: z.iso.datetime(),
  releases: z.array(z.object({ by: who, reason: sealed(z.string()), at: z.iso.datetime() })),
  releasedAt: z.nullable(z.iso.datetime()),
  /** release */
  can: z.array(z.string()),
});
export type Hold = z.infer<typeof Hold>;
export type OpenedHold = Opened<Hold>;

export const listHolds = endpoint({
  method: 'GET',
  path: '/api/v1/holds',
  summary: 'Legal holds, the newest first; `open=1` leaves out the released ones',
  query: z.object({ open: z.optional(z.enum(['0', '1'])) }),
  out: z.object({ items: z.array(Hold) }),
});

export const placeHold = endpoint({
  method: 'POST',
  path: '/api/v1/holds',
  summary: 'Keep what a record, a person, a span of time or a place is about, until two others release it',
  body: z.object({
    id: z.uuid(),
    ...(Object.fromEntries(Object.entries(scope).map(([name, type]) => [name, z.optional(type)])) as {
      [K in keyof typeof scope]: z.ZodMiniOptional<(typeof scope)[K]>;
    }),
    reason: sealable(reason),
  }),
  words: ['reason'],
  out: Hold,
});

export const releaseHold = endpoint({
  method: 'POST',
  path: '/api/v1/holds/:id/releases',
  summary: 'Agree to let it go, with a reason; the second agreement releases it',
  params,
  body: z.object({ reason: sealable(reason) }),
  words: ['reason'],
  out: Hold,
});

export const Kept = z.object({
  kind: z.enum(KINDS),
  days: z.int(),
  usual: z.int(),
  least: z.int(),
  most: z.int(),
  /** What tonight's run would find, up to a page of each. */
  next: z.object({ due: z.int(), held: z.int(), more: z.boolean() }),
  /** The last run. */
  last: z.nullable(z.object({ at: z.iso.datetime(), ended: z.boolean(), purged: z.int(), held: z.int() })),
});
export type Kept = z.infer<typeof Kept>;

export const listKept = endpoint({
  method: 'GET',
  path: '/api/v1/retention',
  summary: 'How long each kind is kept, what goes next and what is held',
  out: z.object({ items: z.array(Kept), can: z.array(z.string()) }),
});

export const setKept = endpoint({
  method: 'PUT',
  path: '/api/v1/retention/:kind',
  summary: 'Keep a kind for so many days; longer than usual needs a reason and holds for what comes after it',
  params: z.object({ kind: z.enum(KINDS) }),
  body: z.object({ id: z.uuid(), days: z.int().check(z.gte(1), z.lte(3650)), reason: z.optional(reason) }),
  out: z.object({ items: z.array(Kept), can: z.array(z.string()) }),
});

export const readDays = endpoint({
  method: 'GET',
  path: '/api/v1/retention/days',
  summary: 'For how many days each kind is kept, for those whose it is',
  out: z.object({ days: z.record(z.enum(KINDS), z.int()) }),
});
