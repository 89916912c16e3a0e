import { createECDH } from 'node:crypto';

/** What one message to one browser is encrypted with: a fresh public key, and the secret it shares with the browser's. */
export interface SenderKey {
  publicKey: Buffer;
  secret: Buffer;
}

/** Throws when the browser's key is no point of the curve. */
export function newSenderKey(p256dh: Buffer): SenderKey {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys();
  return { publicKey, secret: pair.computeSecret(p256dh) };
}

/** Browsers for which a key is kept ready; who was written to longest ago goes first. */
const most = 10_000;

/**
 * Keys prepared ahead, one for each browser that was written to before: making one takes half a millisecond, which is
 * nearly all of an encryption, and so a wave does not wait for it. Each is given out once and never again, is in memory
 * only, and the next is made while nothing else is to do.
 */
export class SenderKeys {
  private readonly ready = new Map<string, SenderKey>();
  private readonly wanted = new Map<string, Buffer>();
  private preparing = false;

  /** A key that nothing was encrypted with. Throws when the browser's key is no point of the curve. */
  take(p256dh: Buffer): SenderKey {
    const name = p256dh.toString('base64');
    const key = this.ready.get(name) ?? newSenderKey(p256dh);
    this.ready.delete(name);
    this.wanted.set(name, p256dh);
    this.prepareSoon();
    return key;
  }

  private prepareSoon(): void {
    if (this.preparing || this.wanted.size === 0) return;
    this.preparing = true;
    setTimeout(() => {
      this.preparing = false;
      this.prepare(4);
      this.prepareSoon();
    }, 20).unref();
  }

  /** Makes so many of the keys that were taken last. */
  prepare(count: number): void {
    for (const [name, p256dh] of this.wanted.entries().take(count).toArray()) {
      this.wanted.delete(name);
      this.ready.set(name, newSenderKey(p256dh));
      if (this.ready.size > most) this.ready.delete(this.ready.keys().next().value!);
    }
  }
}
