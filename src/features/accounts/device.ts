import { createPublicKey } from 'node:crypto';
import { refused } from '../../platform/problem.ts';

/** A device's public key as it is kept: SPKI of a point on P-256. Throws 422 for anything else. */
export function deviceKeyOf(base64: string): Buffer {
  const der = Buffer.from(base64, 'base64url');
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return der;
  } catch {
    // Not a key at all: refused like one of another kind.
  }
  throw refused('This browser’s key cannot be used.', 'Update the browser, or use another one.');
}
