import type { Stretch } from '../contract.ts';
import { probe, strengthFor, stretch } from '../rules/passphrase.ts';

/** To stretch a passphrase; without a cost, this browser is measured first and the cost sent back. */
export interface Ask {
  passphrase: string;
  salt: Uint8Array;
  cost: Pick<Stretch, 'm' | 't'> | null;
}
export type Answer = { share: number } | { secret: Uint8Array<ArrayBuffer>; cost: Pick<Stretch, 'm' | 't'> };

const measure = (salt: Uint8Array) => {
  const began = performance.now();
  stretch('probe', salt, probe);
  return strengthFor(performance.now() - began);
};

const say = (answer: Answer) => self.postMessage(answer);

self.onmessage = ({ data: { passphrase, salt, cost } }: MessageEvent<Ask>) => {
  const used = cost ?? measure(salt);
  const secret = stretch(passphrase, salt, used, (share) => say({ share }));
  say({ secret, cost: used });
};
