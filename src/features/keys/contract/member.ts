import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { PublicKey, Ring } from './list.ts';

export const WAYS = ['passphrase', 'code', 'passkey'] as const;
export type WayKind = (typeof WAYS)[number];

const Base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/), z.maxLength(1000));

/** What Argon2id was given: memory in KiB, passes. The least is OWASP's. */
export const Stretch = z.object({
  salt: Base64,
  m: z.int().check(z.minimum(19 * 1024), z.maximum(256 * 1024)),
  t: z.int().check(z.minimum(2), z.maximum(10)),
});
export type Stretch = z.infer<typeof Stretch>;

/** One way to open a member key: its private halves in a box that only a passphrase, a code or a passkey opens. */
export const Way = z.object({
  id: z.uuid(),
  kind: z.enum(WAYS),
  /** For a passphrase. */
  stretch: z.nullable(Stretch),
  box: Base64,
});
export type Way = z.infer<typeof Way>;
const KeptWay = z.extend(Way, { at: z.iso.datetime() });

export const MemberKey = z.object({
  id: z.uuid(),
  account: z.uuid(),
  sign: PublicKey,
  receive: PublicKey,
  at: z.iso.datetime(),
  ways: z.array(KeptWay),
});
export type MemberKey = z.infer<typeof MemberKey>;

const Mine = z.object({
  network: z.uuid(),
  account: z.uuid(),
  callSign: z.string(),
  /** What the roles of today give. */
  rings: z.array(Ring),
  admin: z.boolean(),
  /** Of these rings, those that are sealed to keys which members hold: to read them one unlocks one's own key. */
  sealed: z.array(Ring),
  key: z.nullable(MemberKey),
});
export type Mine = z.infer<typeof Mine>;

export const readMyKey = endpoint({
  method: 'GET',
  path: '/api/v1/keys/mine',
  summary: 'My member key, with the boxes that its private halves are in',
  out: Mine,
});

export const makeMyKey = endpoint({
  method: 'POST',
  path: '/api/v1/keys/mine',
  summary: 'Register a member key with at least two ways to open it; it takes the place of an older one',
  body: z.object({
    id: z.uuid(),
    sign: PublicKey,
    receive: PublicKey,
    ways: z.array(Way).check(z.minLength(2), z.maxLength(6)),
  }),
  out: Mine,
});

export const addWay = endpoint({
  method: 'POST',
  path: '/api/v1/keys/mine/ways',
  summary: 'Add a way to open my member key',
  body: Way,
  out: Mine,
});

export const dropWay = endpoint({
  method: 'POST',
  path: '/api/v1/keys/mine/ways/:id/drop',
  summary: 'Drop a way to open my member key; two kinds must remain',
  params: z.object({ id: z.uuid() }),
  out: Mine,
});
