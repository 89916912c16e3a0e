import { atWall, dayAt, dayPlus, daysBetween, mondayOf, weekDay } from '../../../platform/wall.ts';

/** When a pattern comes, by the clock on the wall. */
export interface Coming {
  firstDay: string;
  untilDay: string | null;
  startMinute: number;
  lengthMinutes: number;
  /** 0 is Monday. */
  weekDays: readonly number[];
  everyWeeks: number;
}

export interface Occurrence {
  /** The day on which it begins. */
  day: string;
  /** The how-manieth it is since the pattern's first day, from 0. */
  index: number;
  startsAt: Date;
  endsAt: Date;
}

/**
 * Those that begin in `[from, to)`, in order. Begin and end are what clocks show: patterns that follow each other
 * on the wall do so on the night of a change of clocks too. One that such a night swallows whole is left out.
 */
export function occurrences(pattern: Coming, from: Date, to: Date, zone: string): Occurrence[] {
  const found: Occurrence[] = [];
  const last = dayAt(to, zone);
  const first = dayAt(from, zone);
  for (let day = first > pattern.firstDay ? first : pattern.firstDay; day <= last; day = dayPlus(day, 1)) {
    if (pattern.untilDay && day > pattern.untilDay) break;
    const index = indexOf(pattern, day);
    if (index === null) continue;
    const startsAt = atWall(day, pattern.startMinute, zone);
    const endsAt = atWall(day, pattern.startMinute + pattern.lengthMinutes, zone);
    if (startsAt >= from && startsAt < to && startsAt < endsAt) found.push({ day, index, startsAt, endsAt });
  }
  return found;
}

/** Null on a day on which the pattern does not come. Weeks are counted from the Monday before its first day. */
function indexOf(pattern: Coming, day: string): number | null {
  const days = [...new Set(pattern.weekDays)].sort((a, b) => a - b);
  const place = days.indexOf(weekDay(day));
  const week = daysBetween(mondayOf(pattern.firstDay), mondayOf(day)) / 7;
  if (place < 0 || day < pattern.firstDay || week % pattern.everyWeeks !== 0) return null;
  const skipped = days.filter((d) => d < weekDay(pattern.firstDay)).length;
  return (week / pattern.everyWeeks) * days.length + place - skipped;
}
