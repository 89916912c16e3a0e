import { atWall, dayAt, dayPlus, minuteAt } from '../../../platform/wall.ts';
import type { Every } from '../contract.ts';

/** The same weekday of a later month: the third Tuesday stays the third; a fifth that is not there is the last. */
function inMonths(day: string, months: number): string {
  const first = Temporal.PlainDate.from(day);
  const nth = Math.floor((first.day - 1) / 7);
  const start = first.with({ day: 1 }).add({ months });
  const found = start.add({ days: ((first.dayOfWeek - start.dayOfWeek + 7) % 7) + nth * 7 });
  return (found.month === start.month ? found : found.subtract({ days: 7 })).toString();
}

/** The n-th after the first of a series, at the same time by the clock on the wall. */
export function repeated(first: Date, every: Every, n: number, timeZone: string): Date {
  const day = dayAt(first, timeZone);
  const moved = every === 'month' ? inMonths(day, n) : dayPlus(day, n * (every === 'week' ? 7 : 14));
  return atWall(moved, minuteAt(first, timeZone), timeZone);
}
