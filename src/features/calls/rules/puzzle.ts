/**
 * What a browser computes in a flood: for each of so many parts a number with which SHA-256 of the text begins with so many
 * zero bits. Eight parts of 2^13 tries each, so that luck evens out and there is something to show meanwhile: 65,000
 * hashes, 0.2 s of this machine's processor (measured), so about a second of a slow phone's. It holds for ten minutes.
 */
export const PUZZLE = { parts: 8, bits: 13, minutes: 10 };

export interface Puzzle {
  /** Until when it holds, and whose it is; only the server can make it. */
  text: string;
  parts: number;
  bits: number;
}

export const triedText = (text: string, part: number, guess: number): string => `${text}.${part}.${guess}`;

/** Whether a hash begins with so many zero bits; 32 at most. */
export const isSolution = (hash: Uint8Array, bits: number): boolean =>
  new DataView(hash.buffer, hash.byteOffset).getUint32(0) < 2 ** (32 - bits);
