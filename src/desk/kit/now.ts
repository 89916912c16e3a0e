import { clockTime, dayAndTime } from '../../platform/i18n/times.ts';
import { store, useStore } from './store.ts';

const tickMs = 5_000;

/** The present, to within five seconds. */
export const now = store(new Date());
setInterval(() => now.set(new Date()), tickMs);

export const useNow = () => useStore(now);

/** The network's time zone, known after the session. */
export const zone = store('America/New_York');

/** Time of day in the network's zone; with the day when it is not from the last 20 hours. */
export function atTime(iso: string): string {
  const at = new Date(iso);
  const far = Math.abs(Date.now() - at.getTime()) > 20 * 3_600_000;
  return far ? dayAndTime('en', at, zone.get()) : clockTime('en', at, zone.get());
}

export const minutesUntil = (iso: string, from: Date) => (new Date(iso).getTime() - from.getTime()) / 60_000;
