import { randomFrom } from '../../../platform/random.ts';
import type { Facts, GoalName } from '../contract.ts';
import { drawFutures, type Futures, type Levers, noLevers, type Stock, walk } from './pipeline.ts';

/** One of ten is below the first, half below the middle, one of ten above the last. */
export const QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9] as const;
export const SERIES = ['members', 'allies', 'trainers', 'active'] as const;
export type Series = (typeof SERIES)[number];

/** Runs of a forecast: its quantiles move by less than two in a hundred from seed to seed. */
export const usualRuns = 300;

/** Quantiles by week, this week first. */
export type Fan = Float64Array[];

export interface Forecast {
  weeks: number;
  fans: Record<Series, Fan>;
  /** In how many weeks from today each run reaches the goal; `Infinity` where it does not. Sorted. */
  reached: Record<GoalName, Float64Array>;
}

const totals = (stock: Stock): Record<Series, number> => {
  const sums = { members: 0, allies: 0, trainers: stock.newTrainers, active: 0 };
  for (let c = 0; c < stock.waiting.length; c++) {
    const here = stock.trained[c]! + stock.met[c]! + stock.active[c]!;
    if (c % 2 === 0) sums.members += here;
    else sums.allies += here;
    sums.active += stock.active[c]!;
  }
  return sums;
};

/** The futures of a network: the same facts, seed and weeks give the same. */
export const futuresOf = (facts: Facts, { weeks = 104, runs = usualRuns, seed = 1 } = {}): Futures =>
  drawFutures(facts, { weeks, runs, uniform: randomFrom(seed) });

/**
 * Goes through all futures week by week: arrivals, places, who comes, who gives up, trainers and their load, apprentices,
 * certificates that lapse. Quantiles by week, and when each goal is reached, between two weeks on a straight line.
 */
export function forecast(
  futures: Futures,
  targets: Readonly<Record<GoalName, number>>,
  levers: Levers = noLevers,
): Forecast {
  const { weeks, runs } = futures;
  const paths = Object.fromEntries(SERIES.map((s) => [s, new Float64Array((weeks + 1) * runs)])) as Record<
    Series,
    Float64Array
  >;
  for (let run = 0; run < runs; run++)
    walk(futures, levers, run, (stock, week) => {
      const sums = totals(stock);
      for (const series of SERIES) paths[series][week * runs + run] = sums[series];
    });
  const reached = (goal: GoalName) =>
    Float64Array.from({ length: runs }, (_, run) =>
      firstAt(paths[goal], runs, run, weeks, targets[goal]),
    ).sort();
  const fan = (series: Series): Fan => {
    const bands = QUANTILES.map(() => new Float64Array(weeks + 1));
    for (let week = 0; week <= weeks; week++) {
      const sorted = paths[series].slice(week * runs, (week + 1) * runs).sort();
      for (const [q, share] of QUANTILES.entries()) bands[q]![week] = quantile(sorted, share);
    }
    return bands;
  };
  return {
    weeks,
    reached: { members: reached('members'), allies: reached('allies'), trainers: reached('trainers') },
    fans: {
      ...{ members: fan('members'), allies: fan('allies') },
      ...{ trainers: fan('trainers'), active: fan('active') },
    },
  };
}

function firstAt(path: Float64Array, runs: number, run: number, weeks: number, target: number): number {
  let before = path[run]!;
  if (before >= target) return 0;
  for (let week = 1; week <= weeks; week++) {
    const here = path[week * runs + run]!;
    if (here >= target) return week - (here - target) / (here - before);
    before = here;
  }
  return Number.POSITIVE_INFINITY;
}

/** Of sorted values; between two of them on a straight line. */
export function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low === high ? low : low + (high - low) * (at - Math.floor(at));
}

/** When a goal is reached, in weeks from today: half of the runs sooner, one of ten sooner than `early`; null: not in the time looked at. */
export interface Reached {
  early: number | null;
  middle: number | null;
  late: number | null;
}

export function reachedOf(sorted: Float64Array): Reached {
  // The run itself, not between two: one of them may never get there.
  const at = (share: number) => {
    const weeks = sorted[Math.ceil((sorted.length - 1) * share)]!;
    return Number.isFinite(weeks) ? weeks : null;
  };
  return { early: at(0.1), middle: at(0.5), late: at(0.9) };
}

/** Of all runs, the share that has reached the goal after so many weeks. */
export const chanceBy = (sorted: Float64Array, weeks: number): number =>
  sorted.filter((w) => w <= weeks).length / Math.max(1, sorted.length);
