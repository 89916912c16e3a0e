import { Gauge } from '../../../platform/gauge.ts';

/**
 * How many reports reach the first queue; what is beyond waits in the throttled one. Nothing is ever dropped. Generous:
 * a shelter's one address, or a phone that is passed around, may send eight in ten minutes.
 */
export const FLOOD = {
  perOrigin: { most: 8, minutes: 10 },
  /** About one cell, some 200 m wide; in a rush the first few say it. */
  perCell: { most: 30, minutes: 10 },
  perCellInRush: 6,
  /** By one door, so that a flood on the page does not hold up the texts. Beyond half of it there is a rush. */
  perDoor: { most: 40, minutes: 1 },
  /** Kept for cells of which nobody said anything lately, when all else is full. */
  reserve: { most: 20, minutes: 1 },
  /** In a rush: the same words but for numbers, and from machines beside each other, as programs send them. */
  perWords: { most: 8, minutes: 10 },
  perNeighbours: { most: 8, minutes: 10 },
};

export interface Arrival {
  origin: string;
  door: string;
  cell: string | null;
  /** Of machines beside each other the same; null where nobody can tell. */
  neighbours: string | null;
  /** Of the same words the same; null for a few. */
  words: number | null;
}

/** The machines beside an internet address: the 256 of IPv4, the site (/48) of IPv6. Null for what is none. */
export function neighboursOf(address: string): string | null {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return address.slice(0, address.lastIndexOf('.'));
  return address.includes(':') ? address.split(':').slice(0, 3).join(':') : null;
}

/** What many people write alike, such as "la migra", says nothing of who sends it. */
const fewestLetters = 20;

/**
 * A number that equal words share, figures and punctuation aside, and that tells nothing of them (FNV-1a, 32 bits). Null
 * for a few letters.
 */
export function likenessOf(words: string): number | null {
  const letters = words.toLowerCase().replace(/[^\p{L}]+/gu, '');
  if (letters.length < fewestLetters) return null;
  let hash = 0x811c9dc5;
  for (let i = 0; i < letters.length; i++) hash = Math.imul(hash ^ letters.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Says which queue a report goes to. In a rush only an origin's first goes to the desk at once. */
export class FloodGauge {
  private readonly origins = new Gauge(FLOOD.perOrigin);
  private readonly cells = new Gauge(FLOOD.perCell);
  private readonly doors = new Gauge(FLOOD.perDoor);
  private readonly reserve = new Gauge(FLOOD.reserve);
  private readonly words = new Gauge(FLOOD.perWords);
  private readonly neighbours = new Gauge(FLOOD.perNeighbours);

  /** Counts one report. */
  queueFor({ origin, door, cell, neighbours, words }: Arrival, now: Date): 'normal' | 'throttled' {
    const own = this.origins.count(origin, now);
    if (own > FLOOD.perOrigin.most) return 'throttled';
    const taken = this.doors.of(door, now);
    const isRush = taken >= FLOOD.perDoor.most / 2;
    if (isRush && own > 1) return 'throttled';
    if (isRush && this.isByProgram(neighbours, words, now)) return 'throttled';
    const fromCell = cell ? this.cells.of(cell, now) : 0;
    if (fromCell >= (isRush ? FLOOD.perCellInRush : FLOOD.perCell.most)) return 'throttled';
    if (taken >= FLOOD.perDoor.most) {
      if (!cell || fromCell > 0 || this.reserve.isOver('', now)) return 'throttled';
    } else this.doors.count(door, now);
    if (cell) this.cells.count(cell, now);
    return 'normal';
  }

  private isByProgram(neighbours: string | null, words: number | null, now: Date): boolean {
    const isSaid = words !== null && this.words.isOver(String(words), now);
    const isNear = neighbours !== null && this.neighbours.isOver(neighbours, now);
    return isSaid || isNear;
  }
}

/** What is added to one report, and to all of a network, before more of it waits for a quieter hour. */
export const ADDITIONS = {
  perReport: { most: 30, minutes: 10 },
  perNetwork: { most: 300, minutes: 1 },
};

/** When the desk has room, so many reports at most come up from the throttled queue in a minute. */
export const SURFACE = { most: 20, withinMinutes: 60 };

/** After so many wrong receipts of one origin in ten minutes, each answer takes twice as long, to eight seconds. */
export const GUESSES = { free: 3, minutes: 10, firstMs: 250, mostMs: 8000 };

/** So many wrong ones are no slip of the pen. */
export const attackAfter = 6;

/** Makes guessing slow, in memory: a wrong receipt looks like any other page, it only comes later. */
export class GuessGauge {
  private readonly origins = new Gauge({ most: GUESSES.free, minutes: GUESSES.minutes });

  /** How long this origin's next answer takes, in milliseconds. */
  delayMs(origin: string, now: Date): number {
    const count = this.origins.of(origin, now);
    return count < GUESSES.free
      ? 0
      : Math.min(GUESSES.mostMs, GUESSES.firstMs * 2 ** Math.min(20, count - GUESSES.free));
  }

  /** Counts a wrong one; true when it has become an attack. */
  missed(origin: string, now: Date): boolean {
    return this.origins.count(origin, now) === attackAfter;
  }
}
