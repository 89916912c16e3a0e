/** Real time, or whatever stands for it in a test. */
export interface Pace {
  /** Waits until this minute of the evening has come; at once when it is past. False: the drill was stopped. */
  until(minute: number): Promise<boolean>;
  /** A short wait for what the server does by itself. */
  breathe(): Promise<void>;
  /** The wall clock. */
  now(): Date;
}

export class Stopped extends Error {}

/**
 * The evening's own clock: acts happen one after the other, in the order of their minute, so that the same seed gives
 * the same evening. Nothing waits longer than until its minute.
 */
export class Stage {
  private acts: { minute: number; order: number; run: () => Promise<void> }[] = [];
  private count = 0;
  private readonly pace: Pace;
  /** Minutes since the evening began. */
  minute = 0;

  constructor(pace: Pace) {
    this.pace = pace;
  }

  /** Plans an act, `minutes` from now. */
  in(minutes: number, run: () => Promise<void>): void {
    this.acts.push({ minute: this.minute + minutes, order: this.count++, run });
  }

  /** Plays until nothing is planned any more. Throws Stopped. */
  async play(): Promise<void> {
    while (this.acts.length > 0) {
      this.acts.sort((a, b) => a.minute - b.minute || a.order - b.order);
      const next = this.acts.shift()!;
      this.minute = Math.max(this.minute, next.minute);
      if (!(await this.pace.until(this.minute))) throw new Stopped();
      await next.run();
    }
  }

  now(): Date {
    return this.pace.now();
  }

  /** Asks until there is an answer; null when it has not come after `tries`. */
  async waitFor<T>(ask: () => Promise<T | null | undefined | false>, tries = 60): Promise<T | null> {
    for (let i = 0; i < tries; i++) {
      const found = await ask();
      if (found) return found;
      await this.pace.breathe();
    }
    return null;
  }
}

const breathMs = 250;

/** The wall clock, `speed` times as fast; asks twice a second at most whether to go on. */
export function realPace(
  speed: number,
  now: () => Date,
  goesOn: () => Promise<boolean> = async () => true,
): Pace {
  const began = performance.now();
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  return {
    now,
    breathe: () => sleep(breathMs),
    async until(minute) {
      const due = began + (minute * 60_000) / speed;
      for (;;) {
        if (!(await goesOn())) return false;
        const left = due - performance.now();
        if (left <= 0) return true;
        await sleep(Math.min(left, 2 * breathMs));
      }
    },
  };
}
