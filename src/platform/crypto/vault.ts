import type { Encrypted, Sealed } from '../db/types.ts';
import type { Box } from '../http/sealed.ts';
import { deriveKey } from '../key.ts';
import type { Ring } from '../seal/bound.ts';
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
  seal<F extends Record<string, unknown>>(
    rings: readonly Ring[],
    record: string,
    fields: F,
  ): Promise<SealedFields<F>>;
  /** The outer layer around the keys of records. */
  shredKeys: ShredKeys;
}

const aad = (networkId: string, { record, field }: Bound) =>
  Buffer.from(`${networkId}\n${record}\n${field}\n1`);

/** `ringKeys` gives each ring's key in its current epoch. */
export function networkVault(
  master: Buffer,
  networkId: string,
  ringKeys: () => Promise<readonly RingKey[]>,
  shredKeys: ShredKeys,
): Vault {
  const dataKey = deriveKey(master, `data ${networkId}`);
  const keyedHash = hmacUnder(deriveKey(master, `hash ${networkId}`));
  return {
    shredKeys,
    encrypt: (value, bound) =>
      encryptBytes(
        dataKey,
        Buffer.from(JSON.stringify(value)),
        aad(networkId, bound),
      ) as unknown as Encrypted,
    decrypt: (box, bound) => JSON.parse(decryptBytes(dataKey, box, aad(networkId, bound)).toString()),
    hash: (kind, value) => keyedHash(`${kind}\n${value}`),
    seal: async (rings, record, fields) => {
      const keys = await ringKeys();
      return sealRecord(
        networkId,
        rings.map((ring) => keys.find((key) => key.ring === ring)!),
        record,
        fields,
      );
    },
  };
}

/** A sealed column as it goes over the wire. */
export const boxOf = <T>(bytes: Sealed, { record, field }: Bound): Box<T> => ({
  sealed: bytes.toString('base64'),
  record,
  field,
});
