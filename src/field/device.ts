import { openPhone } from './shelf.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
/** Also where the phone keeps nothing: the session then lasts while the app is open. */
let inHand: CryptoKeyPair | undefined;

const base64url = (bytes: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

export interface DeviceKey {
  /** SPKI, base64url. */
  publicKey: string;
  /** To be called once the server has taken it: the key before is forgotten. */
  keep(): Promise<void>;
}

/** A key pair whose private half no script can read; a session is bound to it. */
export async function newDeviceKey(): Promise<DeviceKey> {
  const pair = (await crypto.subtle.generateKey(algorithm, false, ['sign'])) as CryptoKeyPair;
  return {
    publicKey: base64url(await crypto.subtle.exportKey('spki', pair.publicKey)),
    async keep() {
      inHand = pair;
      await (await openPhone()).keep('device', pair);
    },
  };
}

/** Signs with this phone's key; null where it has none. */
export async function prove(text: string): Promise<string | null> {
  inHand ??= await (await openPhone()).kept<CryptoKeyPair>('device');
  if (!inHand) return null;
  const hashed = { name: 'ECDSA', hash: 'SHA-256' };
  return base64url(await crypto.subtle.sign(hashed, inHand.privateKey, new TextEncoder().encode(text)));
}
