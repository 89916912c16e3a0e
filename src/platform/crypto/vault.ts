import type { Encrypted, Sealed } from '../db/types.ts';
import { type Box, isSealed, type SealedInput } from '../http/sealed.ts';
import { deriveKey, lastingKey, type ServerKey } from '../key.ts';
import { invalid } from '../problem.ts';
import { type Ring, wrapLayout } from '../seal/bound.ts';
import { keyIdOf } from '../seal/records.ts';
import { decryptBytes, encryptBytes } from './box.ts';
import { hmacUnder } from './hmac.ts';
import { type RingKey, sealRecord, type WrappedKey } from './records.ts';
import type { ShredKeys } from './shred-keys.ts';

/** What a ciphertext is bound to: moved to another record or field, it does not open. */
export interface Bound {
  record: string;
  field: string;
}

export interface SealedFields<F> {
  boxes: { [K in keyof F]: Sealed };
  /** To be written in the same transaction, or nobody can open the boxes. */
  keys: WrappedKey[];
}

/**
 * The one place that encrypts, seals and hashes for a network.
 * `encrypt` is under the server's key (kept outside the database); `seal` is to the public keys of rings, and nothing on
 * the server opens it.
 */
export interface Vault {
  encrypt(value: unknown, bound: Bound): Encrypted;
  decrypt<T>(box: Uint8Array, bound: Bound): T;
  /** Keyed hash, to find without reading: `kind` separates phones from receipts. */
  hash(kind: string, value: string): Buffer;
  /** A field that a browser has sealed is taken as it is. Throws 400 for one that its readers could not open. */
  seal<F extends Record<string, unknown>>(
    rings: readonly Ring[],
    record: string,
    fields: F,
  ): Promise<SealedFields<F>>;
  /** Whether members hold the key of a ring: from then on who signs in seals in their browser. */
  isHeldByMembers(): Promise<boolean>;
  /** The outer layer around the keys of records. */
  shredKeys: ShredKeys;
}

const aad = (networkId: string, { record, field }: Bound) =>
  Buffer.from(`${networkId}\n${record}\n${field}\n1`);

/** Boxes under the server's key. */
export function serverBoxes(master: ServerKey, networkId: string): Pick<Vault, 'encrypt' | 'decrypt'> {
  const key = deriveKey(master, `data ${networkId}`);
  return {
    encrypt: (value, bound) =>
      encryptBytes(key, Buffer.from(JSON.stringify(value)), aad(networkId, bound)) as unknown as Encrypted,
    decrypt: (box, bound) => JSON.parse(decryptBytes(key, box, aad(networkId, bound)).toString()),
  };
}

/** Gives each ring's key in its current epoch, as it was a moment ago; or `anew`, as it is. */
type RingKeys = (anew?: boolean) => Promise<readonly RingKey[]>;

/** A browser may know of an epoch before this process does. */
async function newestKeys(ringKeys: RingKeys, fields: Record<string, unknown>): Promise<readonly RingKey[]> {
  const known = await ringKeys();
  const isNewer = Object.values(fields).some(
    (value) =>
      isSealed(value) &&
      value.keys.some(({ ring, epoch }) => epoch > (known.find((key) => key.ring === ring)?.epoch ?? 0)),
  );
  return isNewer ? ringKeys(true) : known;
}

/** A network's keyed hash, which needs the server's key and no database. */
export function networkHash(master: ServerKey, networkId: string): Vault['hash'] {
  const keyedHash = hmacUnder(lastingKey(master, `hash ${networkId}`));
  return (kind, value) => keyedHash(`${kind}\n${value}`);
}

export function networkVault(
  master: ServerKey,
  networkId: string,
  ringKeys: RingKeys,
  shredKeys: ShredKeys,
): Vault {
  return {
    shredKeys,
    ...serverBoxes(master, networkId),
    isHeldByMembers: async () => (await ringKeys()).some(({ epoch }) => epoch > 1),
    hash: networkHash(master, networkId),
    seal: async (rings, record, fields) => {
      const known = await newestKeys(ringKeys, fields);
      const ringsOwn = rings.map((ring) => known.find((key) => key.ring === ring)!);
      const entries = Object.entries(fields);
      const taken = entries.filter(([, value]) => isSealed(value));
      if (taken.length === 0) return sealRecord(networkId, ringsOwn, record, fields);
      const plain = Object.fromEntries(entries.filter(([, value]) => !isSealed(value)));
      const rest =
        Object.keys(plain).length > 0 ? await sealRecord(networkId, ringsOwn, record, plain) : null;
      const own = taken.map(
        ([field, value]) => [field, take(ringsOwn, record, value as SealedInput)] as const,
      );
      const boxes = { ...rest?.boxes, ...Object.fromEntries(own.map(([field, { box }]) => [field, box])) };
      // Fields that were sealed together have one key.
      const keys = new Map(own.flatMap(([, { keys }]) => keys).map((key) => [`${key.id} ${key.ring}`, key]));
      return {
        boxes: boxes as { [K in keyof typeof fields]: Sealed },
        keys: [...(rest?.keys ?? []), ...keys.values()],
      };
    },
  };
}

/** A sealed column as it goes over the wire. */
export const boxOf = <T>(bytes: Sealed, { record, field }: Bound): Box<T> => ({
  sealed: bytes.toString('base64'),
  record,
  field,
});

const wrapBytes = 1 + 32 + 12 + 32 + 16;

/** A box from a browser with its wraps: to these rings and no others, in epochs that there are. Throws 400. */
function take(rings: readonly RingKey[], record: string, { sealed, keys }: SealedInput) {
  const box = Buffer.from(sealed, 'base64') as Sealed;
  const wanted = rings
    .map(({ ring }) => ring)
    .sort()
    .join();
  const isTo = keys
    .map(({ ring }) => ring)
    .sort()
    .join();
  const wraps = keys.map(({ ring, epoch, wrap }) => ({ ring, epoch, wrap: Buffer.from(wrap, 'base64') }));
  const fits = wraps.every(
    ({ ring, epoch, wrap }) =>
      wrap.length === wrapBytes &&
      wrap[0] === wrapLayout &&
      epoch <= (rings.find((key) => key.ring === ring)?.epoch ?? 0),
  );
  if (isTo !== wanted || !fits) throw unreadable;
  return { box, keys: wraps.map((wrap): WrappedKey => ({ ...wrap, id: idOf(box), record })) };
}

function idOf(box: Uint8Array): string {
  try {
    return keyIdOf(box);
  } catch {
    throw unreadable;
  }
}

const unreadable = invalid([
  {
    path: 'body',
    message: 'what was sealed here cannot be opened by those who should read it; reload the page',
  },
]);
