import type { Facts } from '../src/features/goals/contract.ts';
import { forecast, futuresOf, nameBottleneck, noLevers } from '../src/features/goals/rules.ts';
import { bench, interleaved, line, spread, told, verdict } from './kit.ts';

/** A year of a network of ten chapters, half-way to its goals. */
const flow = (n: number) => ({
  ...{ waiting: 30 + n, trained: 60 + n, met: 10, active: 90 - n, arrived: Array(26).fill(4 + (n % 5)) },
  ...{ gaveUp: { did: 12, of: 500 }, left: { did: 9, of: 3000 } },
  ...{ wasMet: { did: 40, of: 700 }, becameActive: { did: 30, of: 250 } },
});
const id = (n: number) => `00000000-0000-4000-8000-0000000000${10 + n}`;
const facts: Facts = {
  ...{ today: '2026-11-24', weeks: 26 },
  flows: Array.from({ length: 10 }, (_, n) => ({ chapterId: id(n), member: flow(n), ally: flow(2 * n) })),
  sessions: Array.from({ length: 10 }, (_, n) => ({
    ...{ chapterId: id(n), held: 12 + n, places: 260 + 20 * n, registered: 240, attended: 150 + n },
  })),
  trainers: { now: 24, since: 18, apprentices: 9, begun: 20, passed: 14, failed: 2, renewed: 3, lapsed: 1 },
};
const targets = { members: 2000, allies: 2000, trainers: 50 };

/** Milliseconds of some work. */
const took = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

await bench(async () => {
  const year = futuresOf(facts, { weeks: 52 });
  const sides = {
    whole: () => took(() => forecast(futuresOf(facts, { weeks: 52 }), targets)),
    again: () => took(() => forecast(year, targets, { ...noLevers, sessions: { [id(3)]: 2 } })),
    named: () => took(() => nameBottleneck(year, targets)),
  };
  await interleaved(2, sides);
  const read = await interleaved(9, sides);
  line('runs, chapters', `${year.runs}, ${facts.flows.length}`);
  verdict('forecast of a year, from facts to bands', spread(read.whole), { atMost: 200 }, 'ms');
  line('a what-if over the same futures, ms', told(spread(read.again)));
  line('the bottleneck named (five forecasts), ms', told(spread(read.named)));
});
