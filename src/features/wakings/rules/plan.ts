import type { Window } from '../../people/contract.ts';
import { availableIn, localMinute } from '../../people/rules.ts';

/** Minutes of the day between which a test page may come, on the clock of the network: never at night. */
export const fromMinute = 10 * 60;
export const toMinute = 20 * 60;

/** A test page is over so many minutes after it was sent: it has been everywhere, and the telephone has rung. */
export const openMinutes = 20;

/** One whose time is longer gone than this, because the server was off, gets another time. */
export const staleMinutes = 120;

/** Who is paged by duty; others are tested where they asked for it. */
const duties = new Set([
  ...['operator', 'dispatcher', 'verifier', 'interpreter', 'legal', 'medic', 'coordinator', 'admin'],
]);
export const isPaged = (roles: readonly string[]): boolean => roles.some((role) => duties.has(role));

const stepMs = 30 * 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The month that calendars in `timeZone` show: "2026-11". */
export function monthOf(at: Date, timeZone: string): string {
  // Canada writes months as 2026-11.
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', timeZone });
  formats.set(timeZone, format);
  return format.format(at).slice(0, 7);
}

/** Half an hour in which a test page may come. */
export interface Slot {
  at: Date;
  day: number;
  minute: number;
}

export const isByDay = (at: Date, timeZone: string): boolean => {
  const { minute } = localMinute(at, timeZone);
  return minute >= fromMinute && minute < toMinute;
};

/** The half hours by day that are left of this month. */
export function slotsAfter(now: Date, timeZone: string): Slot[] {
  const month = monthOf(now, timeZone);
  const slots: Slot[] = [];
  for (let ms = Math.ceil(now.getTime() / stepMs) * stepMs; ; ms += stepMs) {
    const at = new Date(ms);
    if (monthOf(at, timeZone) !== month) return slots;
    const { day, minute } = localMinute(at, timeZone);
    if (minute >= fromMinute && minute < toMinute) slots.push({ at, day, minute });
  }
}

/**
 * When somebody is tested: in an hour in which they are available, by day, spread over the month by `chance` (0 to 1).
 * Who is available at night only is tested by day all the same. Null where nothing is left of the month.
 */
export function momentFor(slots: readonly Slot[], windows: readonly Window[], chance: number): Date | null {
  const own = slots.filter(({ day, minute }) => availableIn(windows, day, minute));
  const from = own.length > 0 ? own : slots;
  const place = chance * from.length;
  const slot = from[Math.floor(place)];
  if (!slot) return null;
  return new Date(slot.at.getTime() + Math.floor((place % 1) * stepMs));
}
