import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, copy, join } from './bytes.ts';

/** HPKE (RFC 9180), base mode: X25519, HKDF-SHA256, AES-256-GCM. */
export const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** Bytes of an encapsulated key. */
export const encBytes = 32;

/** X25519, both halves raw. */
export interface KeyPair {
  publicKey: Bytes;
  privateKey: Bytes;
}

export async function makeKeyPair(): Promise<KeyPair> {
  const pair = await suite.kem.generateKeyPair();
  return {
    publicKey: new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)),
    privateKey: new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey)),
  };
}

/** Throws where it is no X25519 key. */
export const publicKeyOf = (raw: Uint8Array) => suite.kem.deserializePublicKey(copy(raw).buffer);
export const privateKeyOf = (raw: Uint8Array) => suite.kem.deserializePrivateKey(copy(raw).buffer);

/** Seals once to who holds the private half: encapsulated key, then ciphertext. For keys and shares of keys. */
export async function sealTo(publicKey: Uint8Array, plain: Uint8Array, aad: Uint8Array): Promise<Bytes> {
  const { enc, ct } = await suite.seal(
    { recipientPublicKey: await publicKeyOf(publicKey) },
    copy(plain).buffer,
    copy(aad).buffer,
  );
  return join(new Uint8Array(enc), new Uint8Array(ct));
}

/** Throws when it is another's, altered, or bound to something else. */
export async function openWith(privateKey: Uint8Array, box: Uint8Array, aad: Uint8Array): Promise<Bytes> {
  const recipientKey = await privateKeyOf(privateKey);
  const bytes = copy(box);
  const plain = await suite.open(
    { recipientKey, enc: bytes.slice(0, encBytes).buffer },
    bytes.slice(encBytes).buffer,
    copy(aad).buffer,
  );
  return new Uint8Array(plain);
}
