import type { GoalName } from '../contract.ts';
import { forecast, quantile, reachedOf } from './forecast.ts';
import { cellsOf } from './learn.ts';
import { type Futures, type Levers, noLevers, seatsWeekly } from './pipeline.ts';

/** What holds a network up, and what a step against it would bring. */
export type Bottleneck =
  | { what: 'seats'; chapterId: string; seats: number; waiting: number; step: number }
  | { what: 'trainers'; trainers: number; apprentices: number; step: number }
  | { what: 'noShows'; share: number; step: number }
  | { what: 'names'; weekly: number; step: number };

export interface Named {
  /** The goal that is reached last. */
  goal: GoalName;
  bottleneck: Bottleneck;
  /** Weeks until it is reached (half of the runs), as it is and with the step; null: not in the time looked at. */
  before: number | null;
  after: number | null;
  /** How many more there are with the step when the time looked at is over. */
  more: number;
}

/** A step is worth naming that brings the date so many weeks nearer, or so large a part of the goal. */
const worthWeeks = 0.5;
const worthShare = 0.01;

/** The chapter whose people wait longest for a place, with its places a week and who waits. */
export function longestWait({
  facts,
  belief,
}: Futures): { chapterId: string; seats: number; waiting: number } | null {
  const waits = facts.flows.map(({ chapterId, member, ally }) => {
    const waiting = member.waiting + ally.waiting;
    const seats = seatsWeekly(belief, chapterId);
    return { chapterId, seats, waiting, weeks: waiting / Math.max(0.1, seats) };
  });
  const [worst] = waits.sort((a, b) => b.weeks - a.weeks || b.waiting - a.waiting);
  return worst && worst.waiting > 0 ? worst : null;
}

interface Try {
  bottleneck: Bottleneck;
  levers: Levers;
}

function tries(futures: Futures, levers: Levers): Try[] {
  const { facts, belief } = futures;
  const wait = longestWait(futures);
  const shows = belief.chapters.map((c) => c.shows[0] / (c.shows[0] + c.shows[1]));
  const away = 1 - shows.reduce((a, b) => a + b, 0) / shows.length;
  const weekly = belief.cells.reduce((n, { arrivals: [shape, rate] }) => n + shape / rate, 0);
  const step = Math.max(5, Math.round(weekly / 4));
  const all: Try[] = [
    {
      bottleneck: {
        what: 'trainers',
        ...{ trainers: facts.trainers.now, apprentices: facts.trainers.apprentices },
        step: 10,
      },
      levers: { ...levers, apprentices: levers.apprentices + 10 },
    },
    {
      bottleneck: { what: 'noShows', share: away, step: 1 / 3 },
      levers: { ...levers, reminded: levers.reminded + (1 - levers.reminded) / 3 },
    },
    { bottleneck: { what: 'names', weekly, step }, levers: { ...levers, names: levers.names + step } },
  ];
  if (wait) {
    const { chapterId } = wait;
    const sessions = { ...levers.sessions, [chapterId]: (levers.sessions[chapterId] ?? 0) + 2 };
    all.unshift({
      bottleneck: { what: 'seats', chapterId, seats: wait.seats, waiting: wait.waiting, step: 2 },
      levers: { ...levers, sessions },
    });
  }
  return all;
}

/**
 * Names what holds the network up: of four steps (two sessions a week more where people wait longest, ten apprentices more, a
 * third of the no-shows brought by reminders, a quarter more names) the one that brings the goal that is reached last nearest.
 * Null where everything is reached, or where no step helps.
 */
export function nameBottleneck(
  futures: Futures,
  targets: Readonly<Record<GoalName, number>>,
  levers: Levers = noLevers,
): Named | null {
  const now = forecast(futures, targets, levers);
  const open = (Object.keys(targets) as GoalName[])
    .map((goal) => ({ goal, lateness: lateness(now.reached[goal], futures.weeks) }))
    .filter(({ lateness }) => lateness > 0)
    .sort((a, b) => b.lateness - a.lateness);
  const goal = open[0]?.goal;
  if (!goal || cellsOf(futures.facts).length === 0) return null;
  const end = (f: typeof now) => f.fans[goal][2]![futures.weeks]!;
  const before = reachedOf(now.reached[goal]).middle;
  const found = tries(futures, levers).map(({ bottleneck, levers }): Named => {
    const then = forecast(futures, targets, levers);
    return {
      goal,
      bottleneck,
      before,
      after: reachedOf(then.reached[goal]).middle,
      more: end(then) - end(now),
    };
  });
  const gain = ({ after, more }: Named) =>
    before !== null && after !== null
      ? before - after
      : (after !== null ? futures.weeks : 0) + more / targets[goal];
  const [best] = found.sort((a, b) => gain(b) - gain(a));
  return best && gain(best) >= (before !== null ? worthWeeks : worthShare) ? best : null;
}

/** Weeks until half of the runs are there; where they are not, more the fewer of them are. */
const lateness = (reached: Float64Array, weeks: number) => {
  const middle = quantile(reached, 0.5);
  return Number.isFinite(middle)
    ? middle
    : weeks * (2 - reached.filter(Number.isFinite).length / reached.length);
};
