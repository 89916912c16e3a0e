import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

const subscriber = createECDH('prime256v1');
const receiverKey = subscriber.generateKeys();
const auth = randomBytes(16);

/** One web push message encrypted to a phone (RFC 8291 with aes128gcm of RFC 8188): the least that an alert costs. */
export function encryptPush(text: string): Buffer {
  const sender = createECDH('prime256v1');
  const senderKey = sender.generateKeys();
  const secret = sender.computeSecret(receiverKey);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), receiverKey, senderKey]);
  const ikm = Buffer.from(hkdfSync('sha256', secret, auth, info, 32));
  const salt = randomBytes(16);
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12));
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(`${text}\x02`), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([salt, Buffer.of(0, 0, 16, 0, senderKey.length), senderKey, body]);
}
