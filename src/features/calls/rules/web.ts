import type { Part } from '../contract.ts';

/** Seconds: a browser that said nothing for so long is gone, and one that only waits is heard as often as a telephone. */
export const BROWSER = { goneSeconds: 30, noteSeconds: 10 };

/** A learner hears and is not heard: nobody's browser takes sound from theirs. */
export const isHeard = (part: Part): boolean => part !== 'learner';

interface Peer {
  id: string;
  part: Part;
}

/** Whom a browser offers a connection: everybody who was there before it and is not connected yet. Each pair has one. */
export const toOffer = (me: string, peers: readonly Peer[], connected: ReadonlySet<string>): Peer[] =>
  peers
    .slice(
      0,
      Math.max(
        0,
        peers.findIndex(({ id }) => id === me),
      ),
    )
    .filter(({ id }) => !connected.has(id));

/** The certificate that a browser will show, as its session description names it (RFC 8122). */
export const fingerprintOf = (description: string): string =>
  /^a=fingerprint:(\S+ [\dA-F:]+)/im.exec(description)?.[1]?.toUpperCase() ?? '';

/**
 * Four digits that both ends compute from both certificates. Who stands in between shows each a certificate of their own,
 * and the digits differ: two people who read them to each other know that nobody does, but for one chance in 10,000.
 */
export async function digitsOf(one: string, other: string): Promise<string> {
  const text = [fingerprintOf(one), fingerprintOf(other)].sort().join('\n');
  const hash = new DataView(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return String(hash.getUint32(0) % 10_000).padStart(4, '0');
}
