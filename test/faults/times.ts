/** How often a fault is tried: in full by `npm run bench -- --faults`, fewer times in `npm test`. */
export const times = (full: number, short: number): number => (process.env.FAULTS === 'full' ? full : short);

/** Milliseconds that such a test may take. */
export const longest = times(3_600_000, 300_000);

/** Says what held, where somebody reads along. */
export const held = (line: string): void => {
  if (process.env.FAULTS === 'full') console.log(`   ${line}`);
};

/** Uniform in [0, 1), the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
