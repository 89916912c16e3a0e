import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { rings } from '../../../platform/seal/index.ts';

export const Ring = z.enum(rings);
export type Ring = z.infer<typeof Ring>;

/** A public key: 32 bytes in base64. */
export const PublicKey = z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/));
const Signature = z.object({
  by: z.uuid(),
  /** Ed25519, 64 bytes in base64. */
  signature: z.string().check(z.regex(/^[A-Za-z0-9+/]{86}==$/)),
});
export type Signature = z.infer<typeof Signature>;
const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const member = {
  account: z.uuid(),
  /** Ed25519. */
  sign: PublicKey,
  /** X25519. */
  receive: PublicKey,
  admin: z.boolean(),
  rings: z.array(Ring).check(z.maxLength(rings.length)),
};
/** A member key as the list names it. */
export const Member = z.strictObject({
  ...member,
  callSign: z.string().check(z.minLength(1), z.maxLength(60)),
});
export type Member = z.infer<typeof Member>;

/** Acts of a change; `member` is as the list names them. */
const actsOf = <M extends z.ZodMiniType>(member: M) =>
  z.discriminatedUnion('act', [
    z.strictObject({ act: z.literal('begin'), member }),
    z.strictObject({ act: z.literal('add'), member }),
    z.strictObject({ act: z.literal('remove'), account: z.uuid() }),
    z.strictObject({
      act: z.literal('epoch'),
      ring: Ring,
      epoch: z.int().check(z.minimum(2), z.maximum(1_000_000)),
      key: PublicKey,
    }),
    z.strictObject({
      act: z.literal('trustees'),
      ring: Ring,
      accounts: z.array(z.uuid()).check(z.minLength(2), z.maxLength(15)),
      /** How many of them it takes. */
      needed: z.int().check(z.minimum(2), z.maximum(15)),
    }),
  ]);
export const Act = actsOf(Member);
export type Act = z.infer<typeof Act>;

const change = {
  v: z.literal(1),
  network: z.uuid(),
  n: z.int().check(z.minimum(0), z.maximum(1_000_000)),
  previous: z.nullable(Hash),
  at: z.iso.datetime(),
};

/** One change, as JSON text: where it stands in the list, and what it does. */
export const Change = z.strictObject({
  ...change,
  acts: z.array(Act).check(z.minLength(1), z.maxLength(50)),
  /** 16 random bytes, so that nobody can try out names on the hash of them. */
  salt: z.string().check(z.regex(/^[A-Za-z0-9+/]{22}==$/)),
});
export type Change = z.infer<typeof Change>;

/** The same with a hash in the place of the call signs: what is signed, and all that phones in the field get. */
export const VeiledChange = z.strictObject({
  ...change,
  acts: z
    .array(actsOf(z.strictObject({ ...member, callSign: z.literal('') })))
    .check(z.minLength(1), z.maxLength(50)),
  names: Hash,
});
export type VeiledChange = z.infer<typeof VeiledChange>;

const Body = z.string().check(z.minLength(2), z.maxLength(40_000));
export const SignedChange = z.object({
  body: Body,
  signatures: z.array(Signature).check(z.maxLength(2)),
});
export type SignedChange = z.infer<typeof SignedChange>;

/** A ring's private key of an epoch, sealed to one member's key. */
export const RingWrap = z.object({
  ring: Ring,
  epoch: z.int().check(z.minimum(2)),
  account: z.uuid(),
  wrap: z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/), z.maxLength(400)),
});
export type RingWrap = z.infer<typeof RingWrap>;

const Draft = z.object({
  id: z.uuid(),
  body: Body,
  signatures: z.array(Signature),
  at: z.iso.datetime(),
});

export const KeyList = z.object({
  network: z.uuid(),
  changes: z.array(SignedChange),
  /** The change that waits for a signature. */
  draft: z.nullable(Draft),
  /** Members who made a key that the list does not name yet, or names with other rings. Not signed: compare the words. */
  waiting: z.array(Member),
  /** Epochs that the server knows of, for a list begun anew to name again. Not signed. */
  known: z.array(z.object({ ring: Ring, epoch: z.int(), key: PublicKey })),
  /** Listed accounts that were removed; their place on the list is to be signed away. */
  removed: z.array(z.uuid()),
});
export type KeyList = z.infer<typeof KeyList>;

export const readList = endpoint({
  method: 'GET',
  path: '/api/v1/keys/list',
  summary: 'The signed list of member keys, what waits for a signature, and who waits to be listed',
  out: KeyList,
});

export const RingKey = z.object({ ring: Ring, epoch: z.int().check(z.positive()), publicKey: PublicKey });
export type RingKey = z.infer<typeof RingKey>;

const ListedKeys = z.object({
  network: z.uuid(),
  items: z.array(RingKey),
  /** How many changes the list has. */
  length: z.int(),
  /** Those after the ones that the phone has, without call signs. */
  changes: z.array(SignedChange),
});
export type ListedKeys = z.infer<typeof ListedKeys>;

export const readListedKeys = endpoint({
  method: 'GET',
  path: '/api/v1/keys/listed',
  summary:
    'The public key of each ring, with the changes of the signed list that prove it, call signs veiled',
  query: z.object({ after: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(1_000_000))) }),
  out: ListedKeys,
});

export const proposeChange = endpoint({
  method: 'POST',
  path: '/api/v1/keys/changes',
  summary:
    'Propose the next change of the list, signed by oneself where one is an admin; with the wraps of new epochs',
  body: z.object({
    id: z.uuid(),
    body: Body,
    signature: z.nullable(Signature),
    wraps: z.array(RingWrap).check(z.maxLength(1000)),
    /** Begins the list anew, because too few of its admins are left to sign. Every browser asks its person about it. */
    anew: z.boolean(),
  }),
  out: KeyList,
});

const WhichDraft = z.object({ id: z.uuid() });

export const signChange = endpoint({
  method: 'POST',
  path: '/api/v1/keys/changes/:id/signatures',
  summary: 'Sign the change that waits; with the second signature it is in force',
  params: WhichDraft,
  body: z.object({ signature: Signature }),
  out: KeyList,
});

export const dropChange = endpoint({
  method: 'POST',
  path: '/api/v1/keys/changes/:id/drop',
  summary: 'Drop the change that waits for a signature',
  params: WhichDraft,
  out: KeyList,
});
