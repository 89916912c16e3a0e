import { fromBase64, makeKeyPair, toBase64, utf8 } from '../../../platform/seal/index.ts';
import type { WayKind } from '../contract.ts';

/** The private halves of a member key; they leave the browser in boxes only. */
export interface Secrets {
  /** X25519, 32 bytes. */
  receive: Uint8Array<ArrayBuffer>;
  /** Ed25519, PKCS #8. */
  sign: Uint8Array<ArrayBuffer>;
}

/** A new member key. Works wherever WebCrypto has Ed25519 and X25519; throws NotSupportedError elsewhere. */
export async function makeMemberKey(): Promise<{ sign: string; receive: string; secrets: Secrets }> {
  const signing = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const receiving = await makeKeyPair();
  const sign = new Uint8Array(await crypto.subtle.exportKey('pkcs8', signing.privateKey));
  return {
    sign: toBase64(new Uint8Array(await crypto.subtle.exportKey('raw', signing.publicKey))),
    receive: toBase64(receiving.publicKey),
    secrets: { sign, receive: receiving.privateKey },
  };
}

/** To sign with; cannot be taken out of the browser's key store again. */
export const signingKey = ({ sign }: Secrets): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', sign, 'Ed25519', false, ['sign']);

/** What a box is bound to: moved to another account or way, it does not open. */
export interface WayOf {
  account: string;
  keyId: string;
  wayId: string;
  kind: WayKind;
}

const bound = ({ account, keyId, wayId, kind }: WayOf) =>
  utf8(['porchlight way', account, keyId, wayId, kind].join('\n'));

async function boxKey(secret: Uint8Array<ArrayBuffer>, of: WayOf): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: bound(of) },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** Puts the private halves into a box that this secret opens: 12 bytes of nonce, then AES-256-GCM. */
export async function shut(
  secret: Uint8Array<ArrayBuffer>,
  of: WayOf,
  { receive, sign }: Secrets,
): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new Uint8Array([...receive, ...sign]);
  const key = await boxKey(secret, of);
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound(of) }, key, plain);
  return toBase64(new Uint8Array([...iv, ...new Uint8Array(box)]));
}

/** The private halves; null when the secret is another one or the box was altered or moved. */
export async function unlock(
  secret: Uint8Array<ArrayBuffer>,
  of: WayOf,
  box: string,
): Promise<Secrets | null> {
  const bytes = fromBase64(box);
  const key = await boxKey(secret, of);
  const plain = await crypto.subtle
    .decrypt(
      { name: 'AES-GCM', iv: bytes.subarray(0, 12), additionalData: bound(of) },
      key,
      bytes.subarray(12),
    )
    .catch(() => null);
  if (!plain) return null;
  const opened = new Uint8Array(plain);
  return { receive: opened.slice(0, 32), sign: opened.slice(32) };
}
