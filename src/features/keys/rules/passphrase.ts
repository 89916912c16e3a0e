import { argon2id } from '@noble/hashes/argon2.js';
import type { Stretch } from '../contract.ts';

/** Argon2id (RFC 9106), one lane, 32 bytes out. Slow on purpose: call it in a worker. `share` hears how far it is, 0 to 1. */
export function stretch(
  passphrase: string,
  salt: Uint8Array,
  { m, t }: Pick<Stretch, 'm' | 't'>,
  share?: (part: number) => void,
): Uint8Array<ArrayBuffer> {
  const typed = passphrase.normalize('NFKC').trim().replace(/\s+/g, ' ');
  return new Uint8Array(argon2id(typed, salt, { m, t, p: 1, dkLen: 32, onProgress: share }));
}

/**
 * How much memory (KiB) and how many passes, from how long 8 MiB in one pass took here. RFC 9106's second choice, 64 MiB
 * in three passes, is 24 times that (0.9 s on the 2-core machine this was written on, where the probe took 60 ms);
 * a slow tablet gets less, never less than OWASP's least.
 */
export const strengthFor = (probeMs: number): Pick<Stretch, 'm' | 't'> =>
  probeMs * 24 <= 5000
    ? { m: 64 * 1024, t: 3 }
    : probeMs * 12 <= 5000
      ? { m: 32 * 1024, t: 3 }
      : { m: 19 * 1024, t: 2 };
export const probe = { m: 8 * 1024, t: 1 };
