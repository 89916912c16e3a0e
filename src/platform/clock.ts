/** Where everything but the rules gets the time. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** `at` moved by minutes (may be negative). */
export const plusMinutes = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);
