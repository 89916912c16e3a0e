import { atWall, dayAt, dayPlus, weekDay } from '../../../platform/wall.ts';
import type { Window } from '../../people/contract.ts';
import { availableAt } from '../../people/rules.ts';

/** Whether the hours published hold at a moment. */
export const isOpenAt = (windows: readonly Window[], at: Date, zone: string): boolean =>
  availableAt(windows, at, zone);

/** When they begin next after a moment; null where they never end, or never begin. */
export function opensNext(windows: readonly Window[], after: Date, zone: string): Date | null {
  const today = dayAt(after, zone);
  const begins = Array.from({ length: 8 }, (_, n) => dayPlus(today, n)).flatMap((day) =>
    windows.filter((w) => w.day === weekDay(day)).map((w) => atWall(day, w.from, zone)),
  );
  const opening = begins
    .filter((at) => at > after && !isOpenAt(windows, new Date(+at - 60_000), zone))
    .sort((a, b) => +a - +b);
  return opening[0] ?? null;
}

/** Days with the same hours together, in the order of the week, as one says them. `from` equal to `to`: the whole day. */
export interface SameHours {
  days: number[];
  spans: { from: number; to: number }[];
}

export function sameHours(windows: readonly Window[]): SameHours[] {
  const groups = new Map<string, SameHours>();
  for (let day = 0; day < 7; day++) {
    const spans = windows
      .filter((w) => w.day === day)
      .map(({ from, to }) => ({ from, to: to === 1440 ? 0 : to }))
      .sort((a, b) => a.from - b.from);
    if (spans.length === 0) continue;
    const key = JSON.stringify(spans);
    const group = groups.get(key) ?? { days: [], spans };
    groups.set(key, group);
    group.days.push(day);
  }
  return [...groups.values()];
}

/** Whether a span lasts from midnight to midnight. */
export const isWholeDay = ({ from, to }: { from: number; to: number }): boolean => from === to;

/** Days that follow each other as first and last: Mon to Fri; Sun, Mon. */
export function runsOf(days: readonly number[]): [first: number, last: number][] {
  const runs: [first: number, last: number][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && run[1] === day - 1) run[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}
