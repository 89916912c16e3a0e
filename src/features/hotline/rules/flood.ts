/** How many reports reach the first queue; what is beyond waits in the throttled one. Nothing is ever dropped. */
export const FLOOD = {
  /** Of one origin within ten minutes. */
  perOrigin: 5,
  originMinutes: 10,
  /** Of a network within a minute; beyond half of it, only an origin's first. */
  perNetwork: 60,
  networkMinutes: 1,
};

interface Window {
  from: number;
  count: number;
}

/**
 * Counts what came in lately, in memory: asked for each report, and a restart forgets no report, only the count. Fixed
 * windows, so that an origin costs two numbers; forgotten when their time is over.
 */
export class FloodGauge {
  private readonly origins = new Map<string, Window>();
  private network: Window = { from: 0, count: 0 };
  private swept = 0;

  /** Counts one report and says which queue it goes to. */
  queueFor(origin: string, now: Date): 'normal' | 'throttled' {
    const at = now.getTime();
    this.sweep(at);
    const own = current(this.origins.get(origin), at, FLOOD.originMinutes);
    own.count++;
    this.origins.set(origin, own);
    this.network = current(this.network, at, FLOOD.networkMinutes);
    const busy = this.network.count >= FLOOD.perNetwork / 2;
    const full = this.network.count >= FLOOD.perNetwork;
    if (full || own.count > FLOOD.perOrigin || (busy && own.count > 1)) return 'throttled';
    this.network.count++;
    return 'normal';
  }

  private sweep(at: number) {
    const life = FLOOD.originMinutes * 60_000;
    if (at - this.swept < life) return;
    this.swept = at;
    for (const [origin, window] of this.origins) if (at - window.from >= life) this.origins.delete(origin);
  }
}

const current = (window: Window | undefined, at: number, minutes: number): Window =>
  window && at - window.from < minutes * 60_000 ? window : { from: at, count: 0 };

/** After so many wrong receipts of one origin in ten minutes, each answer takes twice as long, to eight seconds. */
export const GUESSES = { free: 3, minutes: 10, firstMs: 250, mostMs: 8000 };

/** Makes guessing slow, in memory: a wrong receipt looks like any other page, it only comes later. */
export class GuessGauge {
  private readonly origins = new Map<string, Window>();

  /** How long this origin's next answer takes, in milliseconds. */
  delayMs(origin: string, now: Date): number {
    const { count } = current(this.origins.get(origin), now.getTime(), GUESSES.minutes);
    return count < GUESSES.free
      ? 0
      : Math.min(GUESSES.mostMs, GUESSES.firstMs * 2 ** Math.min(20, count - GUESSES.free));
  }

  /** Counts a wrong one. */
  missed(origin: string, now: Date): void {
    const at = now.getTime();
    for (const [key, window] of this.origins)
      if (at - window.from >= GUESSES.minutes * 60_000) this.origins.delete(key);
    const own = current(this.origins.get(origin), at, GUESSES.minutes);
    own.count++;
    this.origins.set(origin, own);
  }
}
