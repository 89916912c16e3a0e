import { createECDH, type ECDH } from 'node:crypto';

/** A key pair for one message. */
export interface SenderKey {
  pair: ECDH;
  publicKey: Buffer;
}

const make = (): SenderKey => {
  const pair = createECDH('prime256v1');
  return { publicKey: pair.generateKeys(), pair };
};

/**
 * Key pairs prepared ahead, so that an alert does not wait for one (200 µs). Each is given out once and never again: two
 * messages under one pair and salt would show what they have in common. Refilled a few at a time while nothing else is
 * to do.
 */
export class SenderKeys {
  private readonly ready: SenderKey[] = [];
  private readonly most: number;
  private filling = false;

  constructor(most = 500) {
    this.most = most;
    this.refill();
  }

  take(): SenderKey {
    this.refill();
    return this.ready.pop() ?? make();
  }

  private refill(): void {
    if (this.filling || this.ready.length > this.most / 2) return;
    this.filling = true;
    const some = () => {
      for (let i = 0; i < 5 && this.ready.length < this.most; i++) this.ready.push(make());
      if (this.ready.length >= this.most) this.filling = false;
      else setTimeout(some, 2).unref();
    };
    setTimeout(some, 2).unref();
  }
}
