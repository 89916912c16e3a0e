import type { Member } from '../contract.ts';

const consonants = 'bdfghjklmnprstvz';
const vowels = 'aiou';

/** 16 bits as five letters that can be read out over a phone (proquints, Wilkerson 2009). */
const word = (bits: number) =>
  consonants[(bits >> 12) & 15]! +
  vowels[(bits >> 10) & 3]! +
  consonants[(bits >> 6) & 15]! +
  vowels[(bits >> 4) & 3]! +
  consonants[bits & 15]!;

/** Bytes, two a word. */
export const spell = (bytes: Uint8Array): string[] =>
  Array.from({ length: bytes.length >> 1 }, (_, i) => word((bytes[2 * i]! << 8) | bytes[2 * i + 1]!));

/** Six words (96 bits) that stand for a member's two public keys. Read to each other, they show that the server gave both the same. */
export async function fingerprint({ account, sign, receive }: Pick<Member, 'account' | 'sign' | 'receive'>) {
  const text = new TextEncoder().encode(`porchlight key words\n${account}\n${sign}\n${receive}`);
  return spell(new Uint8Array(await crypto.subtle.digest('SHA-256', text)).subarray(0, 12));
}
