import { hkdfSync } from 'node:crypto';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { decryptBytes, encryptBytes } from './box.ts';

/** HPKE (RFC 9180), base mode: X25519, HKDF-SHA256. What is exported from its context (section 5.3) makes the keys. */
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

const purpose = buffer(Buffer.from('porchlight envelopes'));

/** One encapsulation to the desk's key: what is sent of it, and the secret that only the desk can find again. */
interface Encapsulation {
  enc: Buffer;
  secret: Buffer;
}

async function encapsulate(keys: DeskKeys): Promise<Encapsulation> {
  const context = await suite.createSenderContext({ recipientPublicKey: keys.publicKey });
  return { enc: Buffer.from(context.enc), secret: Buffer.from(await context.export(purpose, 32)) };
}

const underWay = new WeakMap<DeskKeys, Promise<Encapsulation>>();

/** Envelopes asked for while an encapsulation is under way share it: it takes 500 µs, an envelope's own key 10. */
function sharedEncapsulation(keys: DeskKeys): Promise<Encapsulation> {
  const shared = underWay.get(keys);
  if (shared) return shared;
  const made = encapsulate(keys).finally(() => underWay.delete(keys));
  underWay.set(keys, made);
  return made;
}

const keyOf = (secret: Buffer, aad: Uint8Array) => Buffer.from(hkdfSync('sha256', secret, '', aad, 32));

/** Layout: version 2, epoch (4 bytes), encapsulated key (32 bytes), box under a key for this `aad`. */
export async function sealEnvelope(keys: DeskKeys, plain: Uint8Array, aad: Uint8Array): Promise<Buffer> {
  const { enc, secret } = await sharedEncapsulation(keys);
  const head = Buffer.alloc(5);
  head[0] = 2;
  head.writeUInt32BE(keys.epoch, 1);
  return Buffer.concat([head, enc, encryptBytes(keyOf(secret, aad), plain, aad)]);
}

const remembered = new WeakMap<CryptoKey, Map<string, Promise<Buffer>>>();
const mostRemembered = 2000;

/** Finds a secret again. The desk's lists open the same envelopes after each event, so the latest are remembered. */
function secretOf(recipientKey: CryptoKey, enc: Buffer): Promise<Buffer> {
  const known = remembered.get(recipientKey) ?? new Map<string, Promise<Buffer>>();
  remembered.set(recipientKey, known);
  const name = enc.toString('base64');
  const found = known.get(name);
  if (found) return found;
  if (known.size >= mostRemembered) known.delete(known.keys().next().value!);
  const secret = decapsulate(recipientKey, enc);
  known.set(name, secret);
  secret.catch(() => known.delete(name));
  return secret;
}

async function decapsulate(recipientKey: CryptoKey, enc: Buffer): Promise<Buffer> {
  const context = await suite.createRecipientContext({ recipientKey, enc: buffer(enc) });
  return Buffer.from(await context.export(purpose, 32));
}

/** Throws when this process does not hold that epoch's key, or the envelope was altered or moved. */
export async function openEnvelope(keys: DeskKeys, box: Uint8Array, aad: Uint8Array): Promise<Buffer> {
  const bytes = Buffer.from(box);
  const recipientKey = keys.privateKeys.get(bytes.readUInt32BE(1));
  if (bytes[0] !== 2 || !recipientKey) throw new Error('sealed to a key that is not held here');
  const secret = await secretOf(recipientKey, bytes.subarray(5, 37));
  return decryptBytes(keyOf(secret, aad), bytes.subarray(37), aad);
}
