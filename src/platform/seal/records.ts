import {
  boxLayout,
  exportPurpose,
  type FieldBound,
  fieldAad,
  type WrapBound,
  wrapAad,
  wrapLayout,
} from './bound.ts';
import { type Bytes, copy, fromUtf8, join, utf8, uuidBytes, uuidOf } from './bytes.ts';
import { encBytes, privateKeyOf, publicKeyOf, suite } from './hpke.ts';

const nonceBytes = 12;

/** Of a wrap: AES-256-GCM under HKDF-SHA256 of a secret that wraps share and of what it is bound to. */
async function wrapKey(secret: Uint8Array, aad: Bytes): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', copy(secret), 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: aad };
  return crypto.subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** Of a field: the record key as it is, which is random, seals a handful of fields and nothing else. */
const fieldKey = (recordKey: Uint8Array) =>
  crypto.subtle.importKey('raw', copy(recordKey), 'AES-GCM', false, ['encrypt', 'decrypt']);

async function encrypt(key: CryptoKey, plain: Bytes, additionalData: Bytes): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(nonceBytes));
  return join(
    iv,
    new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain)),
  );
}

async function decrypt(key: CryptoKey, box: Bytes, additionalData: Bytes): Promise<Bytes> {
  const iv = box.slice(0, nonceBytes);
  return new Uint8Array(
    await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, box.slice(nonceBytes)),
  );
}

export const makeRecordKey = (): Bytes => crypto.getRandomValues(new Uint8Array(32));

/**
 * A record key, for a ring. Layout: 1, encapsulated key (32 bytes), nonce, ciphertext. The key of the box comes from the
 * secret that HPKE exports (RFC 9180, section 5.3), so that many wraps may share one encapsulation.
 */
export async function wrapRecordKey(
  publicKey: Uint8Array,
  recordKey: Uint8Array,
  bound: WrapBound,
): Promise<Bytes> {
  const context = await suite.createSenderContext({ recipientPublicKey: await publicKeyOf(publicKey) });
  const secret = new Uint8Array(await context.export(exportPurpose.buffer, 32));
  const aad = wrapAad(bound);
  const box = await encrypt(await wrapKey(secret, aad), copy(recordKey), aad);
  return join(Uint8Array.of(wrapLayout), new Uint8Array(context.enc), box);
}

/** Throws when it is wrapped to another key, altered or moved. */
export async function unwrapRecordKey(
  privateKey: Uint8Array,
  wrap: Uint8Array,
  bound: WrapBound,
): Promise<Bytes> {
  const bytes = copy(wrap);
  if (bytes[0] !== wrapLayout) throw new Error('unknown layout of a wrap');
  const enc = bytes.slice(1, 1 + encBytes).buffer;
  const context = await suite.createRecipientContext({ recipientKey: await privateKeyOf(privateKey), enc });
  const secret = new Uint8Array(await context.export(exportPurpose.buffer, 32));
  const aad = wrapAad(bound);
  return decrypt(await wrapKey(secret, aad), bytes.slice(1 + encBytes), aad);
}

/** A field's value under a record key. Layout: 4, id of the record key (16 bytes), nonce, ciphertext of its JSON. */
export async function sealField(
  recordKey: Uint8Array,
  keyId: string,
  value: unknown,
  bound: FieldBound,
): Promise<Bytes> {
  const box = await encrypt(await fieldKey(recordKey), utf8(JSON.stringify(value)), fieldAad(bound));
  return join(Uint8Array.of(boxLayout), uuidBytes(keyId), box);
}

/** Throws when it is under another key, altered or moved. */
export async function openField<T>(recordKey: Uint8Array, box: Uint8Array, bound: FieldBound): Promise<T> {
  keyIdOf(box);
  return JSON.parse(fromUtf8(await decrypt(await fieldKey(recordKey), copy(box).slice(17), fieldAad(bound))));
}

/** Which record key a box is under. Throws where it is no box. */
export function keyIdOf(box: Uint8Array): string {
  if (box[0] !== boxLayout || box.length < 17 + nonceBytes + 16) throw new Error('unknown layout of a box');
  return uuidOf(box.subarray(1, 17));
}
