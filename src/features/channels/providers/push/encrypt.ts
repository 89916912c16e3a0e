import { createCipheriv, randomBytes } from 'node:crypto';
import { hmacUnder } from '../../../../platform/crypto/hmac.ts';
import type { SenderKey } from './sender-keys.ts';

/** Where a browser takes pushes, and the keys that it made for it. */
export interface Subscription {
  endpoint: string;
  /** Uncompressed point on P-256, 65 bytes. */
  p256dh: Buffer;
  /** 16 bytes. */
  auth: Buffer;
}

const text = (words: string) => Buffer.from(`${words}\0`);
const keyInfo = text('WebPush: info');
const one = Buffer.of(1);
const cekInfo = Buffer.concat([text('Content-Encoding: aes128gcm'), one]);
const nonceInfo = Buffer.concat([text('Content-Encoding: nonce'), one]);
const recordSize = 4096;

/**
 * One message for one browser: RFC 8291 over aes128gcm of RFC 8188, in a single record. HKDF (RFC 5869) with outputs of
 * one block is two HMACs. The sender's key must never have been used before.
 */
export function encryptPush(to: Subscription, plain: Uint8Array, { publicKey, secret }: SenderKey): Buffer {
  const authenticated = hmacUnder(to.auth)(secret);
  const ikm = hmacUnder(authenticated)(Buffer.concat([keyInfo, to.p256dh, publicKey, one]));
  const salt = randomBytes(16);
  const derive = hmacUnder(hmacUnder(salt)(ikm));
  const cipher = createCipheriv(
    'aes-128-gcm',
    derive(cekInfo).subarray(0, 16),
    derive(nonceInfo).subarray(0, 12),
  );
  const head = Buffer.alloc(21);
  salt.copy(head);
  head.writeUInt32BE(recordSize, 16);
  head[20] = publicKey.length;
  // The byte 2 ends the last record's words.
  const body = [cipher.update(plain), cipher.update(Buffer.of(2)), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat([head, publicKey, ...body]);
}
