import { clockTime } from '../../platform/i18n/times.ts';
import { zone } from './now.ts';

export const WEEK_DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The day that the network's calendar shows at an instant, `2026-11-23`. */
export const dayOf = (at: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone.get() }).format(at);

/** A day of the calendar some days later, or earlier. */
export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** 0 is Monday. */
export const weekDayOf = (day: string): number => (new Date(day).getUTCDay() + 6) % 7;

const saying = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
  return (day: string) => format.format(new Date(day));
};

/** "Mon, Nov 23" */
export const dayName = saying({ weekday: 'short', day: 'numeric', month: 'short' });

/** "November 2026", of a month as `2026-11`. */
export const monthName = saying({ month: 'long', year: 'numeric' });

export const clock = (iso: string): string => clockTime('en', new Date(iso), zone.get());

/** A month `2026-11` some months later, or earlier. */
export function plusMonths(month: string, months: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, of - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The days of a month in whole weeks, from the Monday before its first to the Sunday after its last. */
export function weeksOf(month: string): string[] {
  const first = `${month}-01`;
  const last = plusDays(`${plusMonths(month, 1)}-01`, -1);
  const monday = plusDays(first, -weekDayOf(first));
  const count = (Date.parse(last) - Date.parse(monday)) / 86_400_000 + 1;
  return Array.from({ length: Math.ceil(count / 7) * 7 }, (_, n) => plusDays(monday, n));
}
