import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { type Opened, sealable, sealed } from '../../../platform/http/sealed.ts';
import { byId } from './common.ts';

const when = z.iso.datetime();

/** How one knows who is vouched for; where and when stands in the words. */
export const KNOWN = ['training', 'meeting', 'shift', 'neighbour', 'other'] as const;
export const VOUCH_KINDS = ['vouch', 'reference', 'founding'] as const;
export type VouchKind = (typeof VOUCH_KINDS)[number];

export const Lacking = z.object({
  what: z.enum(['vouches', 'days', 'trainings', 'references', 'shadowed', 'meetings']),
  has: z.int(),
  of: z.int(),
});

/** Where somebody stands, and what they lack for the next level. */
export const Standing = z.object({
  level: z.int(),
  next: z.nullable(z.int()),
  lacking: z.array(Lacking),
  /** May be asked to go, hold a desk role, be in the closed channel. */
  vouched: z.boolean(),
});

const MyVouch = z.object({
  id: z.uuid(),
  kind: z.enum(VOUCH_KINDS),
  /** For whom. */
  callSign: z.string(),
  at: when,
  withdrawnAt: z.nullable(when),
});

export const readMyStanding = endpoint({
  method: 'GET',
  path: '/api/v1/me/standing',
  summary: 'My trust level and what is missing, what I vouched for, and whether I may vouch',
  out: z.extend(Standing, {
    /** The highest level that there is. */
    top: z.int(),
    /** How many vouches I have, and how many are needed. */
    vouches: z.object({ has: z.int(), of: z.int(), founding: z.boolean() }),
    /** Roles that are given from a level on. */
    roles: z.array(z.object({ role: z.string(), level: z.int() })),
    given: z.array(MyVouch),
    may: z.object({ vouch: z.boolean(), refer: z.boolean() }),
    left: z.int(),
    /** When the next can be given, where this month's are used up. */
    nextAt: z.nullable(when),
  }),
});

export const showMyCode = endpoint({
  method: 'POST',
  path: '/api/v1/me/vouch-code',
  summary: 'A code of six digits for who vouches for me now, good for ten minutes',
  body: z.object({}),
  out: z.object({ code: z.string(), endsAt: when }),
});

/** By the code that they show, or by their call sign: nobody is looked up. */
const Whom = z.union([
  z.object({ code: z.string().check(z.trim(), z.regex(/^\d{3} ?\d{3}$/, 'the six digits that they show')) }),
  z.object({ callSign: z.string().check(z.trim(), z.minLength(2), z.maxLength(60)) }),
]);

export const vouchFor = endpoint({
  method: 'POST',
  path: '/api/v1/me/vouches',
  summary: 'Vouch for somebody whom I met twice at least; or be their reference for higher trust',
  body: z.object({
    id: z.uuid(),
    kind: z.enum(['vouch', 'reference']),
    whom: Whom,
    known: z.enum(KNOWN),
    /** "I have met them twice at least": a vouch says so or is none. */
    metTwice: z.literal(true),
    /** Where and when; sealed to who vets. */
    words: z.optional(sealable(z.string().check(z.trim(), z.minLength(1), z.maxLength(1000)))),
  }),
  words: ['words'],
  out: MyVouch,
});

export const withdrawVouch = endpoint({
  method: 'POST',
  path: '/api/v1/vouches/:id/withdrawal',
  summary: 'Take a vouch back, at once: one’s own, or as an admin who looked at it again',
  params: byId,
  body: z.object({}),
  out: z.object({ id: z.uuid(), withdrawnAt: when }),
});

const Vouch = z.object({
  id: z.uuid(),
  kind: z.enum(VOUCH_KINDS),
  personId: z.uuid(),
  person: z.string(),
  byId: z.nullable(z.uuid()),
  /** Empty: the network's founding. */
  by: z.string(),
  known: z.nullable(z.enum(KNOWN)),
  /** Null where nothing was said, or for who may not open it. */
  words: z.nullable(sealed(z.string())),
  at: when,
  withdrawnAt: z.nullable(when),
  can: z.array(z.string()),
});
export type OpenedVouch = Opened<z.infer<typeof Vouch>>;

export const readStanding = endpoint({
  method: 'GET',
  path: '/api/v1/people/:id/standing',
  summary: 'Trust level of a member with what is missing, and the vouches that they got and gave',
  params: byId,
  out: z.extend(Standing, { got: z.array(Vouch), gave: z.array(Vouch), can: z.array(z.string()) }),
});

export const activatePerson = endpoint({
  method: 'POST',
  path: '/api/v1/people/:id/activation',
  summary: 'Make somebody active who was met, signed the agreement and is vouched for',
  params: byId,
  body: z.object({}),
  out: z.object({ id: z.uuid(), state: z.string() }),
});

export const VouchFlag = z.object({
  id: z.uuid(),
  kind: z.enum(['ring', 'fan_out', 'cluster', 'conduct', 'lapsed']),
  people: z.array(z.object({ id: z.uuid(), callSign: z.string() })),
  vouches: z.array(Vouch),
  at: when,
});
export type OpenedFlag = Opened<z.infer<typeof VouchFlag>>;

export const listVouchFlags = endpoint({
  method: 'GET',
  path: '/api/v1/vouch-flags',
  summary: 'Vouches that an admin is asked to look at: circles, fan-outs, clusters, around somebody removed',
  out: z.object({ items: z.array(VouchFlag) }),
});

export const handleVouchFlag = endpoint({
  method: 'POST',
  path: '/api/v1/vouch-flags/:id/handled',
  summary: 'An admin has looked at them',
  params: byId,
  body: z.object({}),
  out: z.object({ id: z.uuid() }),
});
