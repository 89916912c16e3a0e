import { isGap, type Stretch } from './coverage.ts';

export interface Digest {
  /** What runs now, the thinnest first. */
  now: Stretch[];
  /** When that changes next, and what runs from then on. */
  nextAt: Date | null;
  next: Stretch[];
  /** What is short in the days ahead, and by how many hours in all. */
  short: Stretch[];
  shortHours: number;
}

const hours = ({ from, to }: Stretch): number => (+to - +from) / 3_600_000;

/** How many of those needed are there; a language that nobody speaks counts as one who is missing. */
const met = (p: Stretch): number => (p.filled - Math.min(1, p.missing.length)) / p.minimum;

const thinFirst = (a: Stretch, b: Stretch): number =>
  Number(isGap(b)) - Number(isGap(a)) || met(a) - met(b) || +a.from - +b.from;

/** Now, next and the days ahead from stretches (`coverageOf`); `pieces` end where the look ahead ends. */
export function digestOf(pieces: readonly Stretch[], now: Date): Digest {
  const at = (moment: Date) => pieces.filter((p) => p.from <= moment && p.to > moment).sort(thinFirst);
  const begins = pieces.map((p) => +p.from).filter((from) => from > +now);
  const nextAt = begins.length > 0 ? new Date(Math.min(...begins)) : null;
  const short = pieces
    .filter((p) => p.to > now && isGap(p))
    .map((p) => (p.from < now ? { ...p, from: now } : p))
    .sort((a, b) => +a.from - +b.from || thinFirst(a, b));
  return {
    now: at(now),
    nextAt,
    next: nextAt ? at(nextAt) : [],
    short,
    shortHours: short.reduce((sum, p) => sum + hours(p), 0),
  };
}
