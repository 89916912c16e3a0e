/** So many within so many minutes. */
export interface Limit {
  most: number;
  minutes: number;
}

interface Window {
  from: number;
  count: number;
}

/** Keys that a gauge remembers; the oldest go first, so that strangers cannot fill the memory. */
const mostKeys = 50_000;

/**
 * Counts what came lately, by key, in memory: asked for each thing that comes in, and a restart loses only the count.
 * Fixed windows, so that a key costs two numbers. What is over the limit is for the caller to put apart, never to drop.
 */
export class Gauge {
  readonly limit: Limit;
  private readonly windows = new Map<string, Window>();

  constructor(limit: Limit) {
    this.limit = limit;
  }

  /** Counts one more, and says whether it is beyond the limit. */
  isOver(key: string, now: Date): boolean {
    return this.count(key, now) > this.limit.most;
  }

  /** Counts one more; how many there are now in this key's window. */
  count(key: string, now: Date): number {
    const window = this.current(key, now) ?? { from: now.getTime(), count: 0 };
    window.count++;
    // The newest last, so that the first is the one to forget.
    this.windows.delete(key);
    this.windows.set(key, window);
    if (this.windows.size > mostKeys) this.windows.delete(this.windows.keys().next().value!);
    return window.count;
  }

  /** How many there are, without counting. */
  of(key: string, now: Date): number {
    return this.current(key, now)?.count ?? 0;
  }

  /** Whole seconds until this key's window ends, at least 1. */
  secondsLeft(key: string, now: Date): number {
    const from = this.current(key, now)?.from ?? now.getTime();
    return Math.max(1, Math.ceil((from + this.limit.minutes * 60_000 - now.getTime()) / 1000));
  }

  private current(key: string, now: Date): Window | undefined {
    const window = this.windows.get(key);
    if (!window || now.getTime() - window.from < this.limit.minutes * 60_000) return window;
    this.windows.delete(key);
    return undefined;
  }
}
