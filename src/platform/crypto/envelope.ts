import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';

/** HPKE (RFC 9180), base mode: X25519, HKDF-SHA256, AES-256-GCM. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** A network's desk keys: the current public key to seal to, and private halves by epoch where this process may open. */
export interface DeskKeys {
  epoch: number;
  publicKey: CryptoKey;
  privateKeys: Map<number, CryptoKey>;
}

const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

export interface DeskKeyPair {
  publicKey: Buffer;
  privateKey: Buffer;
}

export async function makeDeskKeyPair(): Promise<DeskKeyPair> {
  const pair = await suite.kem.generateKeyPair();
  return {
    publicKey: Buffer.from(await suite.kem.serializePublicKey(pair.publicKey)),
    privateKey: Buffer.from(await suite.kem.serializePrivateKey(pair.privateKey)),
  };
}

export async function loadDeskKeys(epoch: number, pair: DeskKeyPair): Promise<DeskKeys> {
  const publicKey = await suite.kem.deserializePublicKey(buffer(pair.publicKey));
  const privateKey = await suite.kem.deserializePrivateKey(buffer(pair.privateKey));
  return { epoch, publicKey, privateKeys: new Map([[epoch, privateKey]]) };
}

/** Layout: version 1, epoch (4 bytes), encapsulated key (32 bytes), ciphertext. */
export async function sealEnvelope(keys: DeskKeys, plain: Uint8Array, aad: Uint8Array): Promise<Buffer> {
  const { ct, enc } = await suite.seal({ recipientPublicKey: keys.publicKey }, buffer(plain), buffer(aad));
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeUInt32BE(keys.epoch, 1);
  return Buffer.concat([head, Buffer.from(enc), Buffer.from(ct)]);
}

/** Throws when this process does not hold that epoch's key, or the envelope was altered or moved. */
export async function openEnvelope(keys: DeskKeys, box: Uint8Array, aad: Uint8Array): Promise<Buffer> {
  const bytes = Buffer.from(box);
  const key = keys.privateKeys.get(bytes.readUInt32BE(1));
  if (bytes[0] !== 1 || !key) throw new Error('sealed to a key that is not held here');
  const plain = await suite.open(
    { recipientKey: key, enc: buffer(bytes.subarray(5, 37)) },
    buffer(bytes.subarray(37)),
    buffer(aad),
  );
  return Buffer.from(plain);
}
