import type { Kind } from '../../channels/contract.ts';
import type { Report, State, Why } from '../contract.ts';

/** What the picture's bars stand for: heard within so many seconds. The last takes what was heard while it was open. */
export const bars = [15, 30, 60, 120, 300, 1200] as const;

export interface Ended {
  state: State;
  sentAt: Date | null;
  heardAt: Date | null;
  way: Kind | null;
  why: Why | null;
}

export const secondsOf = ({ sentAt, heardAt }: Pick<Ended, 'sentAt' | 'heardAt'>): number | null =>
  sentAt && heardAt ? Math.max(0, Math.round((heardAt.getTime() - sentAt.getTime()) / 1000)) : null;

const median = (sorted: number[]): number | null =>
  sorted.length === 0
    ? null
    : Math.round((sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2);

/** A month's test pages in numbers. */
export function reportOf(month: string, rows: readonly Ended[]): Report {
  const count = (state: State) => rows.filter((row) => row.state === state).length;
  const heard = rows.filter((row) => row.state === 'heard');
  const seconds = (some: readonly Ended[]) => some.map((row) => secondsOf(row) ?? 0).sort((a, b) => a - b);
  const missed = rows.filter((row) => row.state === 'unheard' || row.state === 'unreachable');
  const late = missed.filter((row) => row.heardAt).length;
  const all = seconds(heard);
  const ways = [...new Set(heard.flatMap((row) => row.way ?? []))];
  const whys = [...new Set(missed.flatMap((row) => row.why ?? []))];
  return {
    month,
    ended: heard.length + missed.length,
    heard: heard.length,
    late,
    unheard: count('unheard') - late,
    unreachable: count('unreachable'),
    waiting: count('sent'),
    planned: count('planned'),
    medianSeconds: median(all),
    within: bars.map((most, i) => ({
      seconds: most,
      count: all.filter((s) => (i === 0 || s > bars[i - 1]!) && (s <= most || i === bars.length - 1)).length,
    })),
    ways: ways
      .map((way) => {
        const own = seconds(heard.filter((row) => row.way === way));
        return { way, heard: own.length, medianSeconds: median(own) ?? 0 };
      })
      .sort((a, b) => b.heard - a.heard),
    why: whys
      .map((why) => ({ why, count: missed.filter((row) => row.why === why).length }))
      .sort((a, b) => b.count - a.count),
  };
}
