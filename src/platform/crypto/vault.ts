import type { Encrypted, Sealed } from '../db/types.ts';
import { deriveKey } from '../key.ts';
import { decryptBytes, encryptBytes } from './box.ts';
import { type DeskKeys, openEnvelope, sealEnvelope } from './envelope.ts';
import { hmacUnder } from './hmac.ts';

/** What a ciphertext is bound to: moved to another record or field, it does not open. */
export interface Bound {
  record: string;
  field: string;
}

/**
 * The one place that encrypts, seals and hashes for a network.
 * `encrypt` is under the server's key (kept outside the database); `seal` is to the desk's public key.
 */
export interface Vault {
  encrypt(value: unknown, bound: Bound): Encrypted;
  decrypt<T>(box: Uint8Array, bound: Bound): T;
  /** Keyed hash, to find without reading: `kind` separates phones from receipts. */
  hash(kind: string, value: string): Buffer;
  seal(value: unknown, bound: Bound): Promise<Sealed>;
  /** Opens what was sealed. Until the keys move to the desk's members, the server's key folder holds the private half. */
  open<T>(box: Uint8Array, bound: Bound): Promise<T>;
}

const aad = (networkId: string, { record, field }: Bound) =>
  Buffer.from(`${networkId}\n${record}\n${field}\n1`);

export function networkVault(master: Buffer, networkId: string, deskKeys: DeskKeys): Vault {
  const dataKey = deriveKey(master, `data ${networkId}`);
  const keyedHash = hmacUnder(deriveKey(master, `hash ${networkId}`));
  return {
    encrypt: (value, bound) =>
      encryptBytes(
        dataKey,
        Buffer.from(JSON.stringify(value)),
        aad(networkId, bound),
      ) as unknown as Encrypted,
    decrypt: (box, bound) => JSON.parse(decryptBytes(dataKey, box, aad(networkId, bound)).toString()),
    hash: (kind, value) => keyedHash(`${kind}\n${value}`),
    seal: async (value, bound) =>
      (await sealEnvelope(
        deskKeys,
        Buffer.from(JSON.stringify(value)),
        aad(networkId, bound),
      )) as unknown as Sealed,
    open: async (box, bound) =>
      JSON.parse((await openEnvelope(deskKeys, box, aad(networkId, bound))).toString()),
  };
}
