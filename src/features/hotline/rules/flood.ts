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
};

export interface Arrival {
  origin: string;
  door: string;
  cell: string | null;
}

/** Says which queue a report goes to. In a rush only an origin's first goes to the desk at once. */
export class FloodGauge {
  private readonly origins = new Gauge(FLOOD.perOrigin);
  private readonly cells = new Gauge(FLOOD.perCell);
  private readonly doors = new Gauge(FLOOD.perDoor);
  private readonly reserve = new Gauge(FLOOD.reserve);

  /** Counts one report. */
  queueFor({ origin, door, cell }: Arrival, now: Date): 'normal' | 'throttled' {
    const own = this.origins.count(origin, now);
    if (own > FLOOD.perOrigin.most) return 'throttled';
    const taken = this.doors.of(door, now);
    const isRush = taken >= FLOOD.perDoor.most / 2;
    if (isRush && own > 1) return 'throttled';
    const fromCell = cell ? this.cells.of(cell, now) : 0;
    if (fromCell >= (isRush ? FLOOD.perCellInRush : FLOOD.perCell.most)) return 'throttled';
    if (taken >= FLOOD.perDoor.most) {
      if (!cell || fromCell > 0 || this.reserve.isOver('', now)) return 'throttled';
    } else this.doors.count(door, now);
    if (cell) this.cells.count(cell, now);
    return 'normal';
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
