import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Encrypted, Sealed } from '../db/types.ts';
import { deriveKey } from '../key.ts';
import { type DeskKeys, openEnvelope, sealEnvelope } from './envelope.ts';

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

/** AES-256-GCM: version byte, 12-byte nonce, ciphertext, 16-byte tag. */
export function encryptBytes(key: Buffer, plain: Uint8Array, associated: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated);
  return Buffer.concat([Buffer.of(1), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the box was altered or is bound to something else. */
export function decryptBytes(key: Buffer, box: Uint8Array, associated: Uint8Array): Buffer {
  const bytes = Buffer.from(box);
  if (bytes[0] !== 1) throw new Error('unknown envelope version');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13)).setAAD(associated);
  decipher.setAuthTag(bytes.subarray(bytes.length - 16));
  return Buffer.concat([decipher.update(bytes.subarray(13, bytes.length - 16)), decipher.final()]);
}

export function networkVault(master: Buffer, networkId: string, deskKeys: DeskKeys): Vault {
  const dataKey = deriveKey(master, `data ${networkId}`);
  const hashKey = deriveKey(master, `hash ${networkId}`);
  return {
    encrypt: (value, bound) =>
      encryptBytes(
        dataKey,
        Buffer.from(JSON.stringify(value)),
        aad(networkId, bound),
      ) as unknown as Encrypted,
    decrypt: (box, bound) => JSON.parse(decryptBytes(dataKey, box, aad(networkId, bound)).toString()),
    hash: (kind, value) => createHmac('sha256', hashKey).update(`${kind}\n${value}`).digest(),
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
