import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayPlus } from '../../platform/wall.ts';
import type { Facts, Flow } from './contract.ts';
import {
  chanceBy,
  factsFrom,
  forecast,
  futuresOf,
  type Levers,
  learn,
  longestQueue,
  nameBottleneck,
  quantile,
  reachedOf,
  SERIES,
  walk,
} from './rules.ts';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const nobody = { did: 0, of: 0 };
const flow = (more: Partial<Flow> = {}): Flow => ({
  ...{ waiting: 0, trained: 0, met: 0, active: 0, arrived: [] },
  ...{ gaveUp: nobody, left: nobody, wasMet: nobody, becameActive: nobody },
  ...more,
});
const noTrainers = {
  now: 0,
  since: 0,
  apprentices: 0,
  begun: 0,
  passed: 0,
  failed: 0,
  renewed: 0,
  lapsed: 0,
};
const empty: Facts = {
  ...{ today: '2026-11-24', weeks: 0, sessions: [], trainers: noTrainers },
  flows: [1, 2].map((n) => ({ chapterId: id(n), member: flow(), ally: flow() })),
};
const targets = { members: 2000, allies: 2000, trainers: 50 };

/** Half a year of one chapter with few places, and one with enough. */
const half: Facts = {
  today: '2026-11-24',
  weeks: 26,
  flows: [1, 2].map((n) => ({
    chapterId: id(n),
    member: flow({
      waiting: n === 1 ? 260 : 12,
      trained: 150,
      met: 40,
      active: 120,
      arrived: Array(26).fill(14),
    }),
    ally: flow({ waiting: n === 1 ? 240 : 9, trained: 400, arrived: Array(26).fill(12) }),
  })),
  sessions: [
    { chapterId: id(1), held: 40, places: 800, registered: 780, attended: 500 },
    { chapterId: id(2), held: 52, places: 1300, registered: 640, attended: 410 },
  ],
  trainers: { now: 24, since: 18, apprentices: 9, begun: 20, passed: 14, failed: 2, renewed: 3, lapsed: 1 },
};

const count = (most: number) => fc.integer({ min: 0, max: most });
const went = (did: number, of: number) => fc.record({ did: count(did), of: count(of) });
const anyFlow = fc.record({
  ...{ waiting: count(400), trained: count(900), met: count(200), active: count(900) },
  arrived: fc.array(count(60), { minLength: 8, maxLength: 8 }),
  gaveUp: went(30, 900),
  left: went(20, 4000),
  wasMet: went(40, 900),
  becameActive: went(40, 900),
}) as fc.Arbitrary<Flow>;
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  today: fc.constant('2026-11-24'),
  weeks: fc.constant(8),
  flows: fc.tuple(anyFlow, anyFlow, anyFlow, anyFlow).map(([a, b, c, d]) => [
    { chapterId: id(1), member: a, ally: b },
    { chapterId: id(2), member: c, ally: d },
  ]),
  sessions: fc.tuple(count(30), count(30), count(900), count(900)).map(([a, b, c, d]) => [
    { chapterId: id(1), held: a, places: a * 18, registered: Math.max(c, d), attended: Math.min(c, d) },
    { chapterId: null, held: b, places: b * 30, registered: c + d, attended: d },
  ]),
  trainers: fc.record({
    ...{ now: count(40), since: count(40), apprentices: count(20), begun: count(20) },
    ...{ passed: count(20), failed: count(9), renewed: count(9), lapsed: count(9) },
  }),
});
const anyLevers: fc.Arbitrary<Levers> = fc.record({
  sessions: count(4).map((n) => ({ [id(1)]: n })),
  apprentices: count(10),
  reminded: fc.double({ min: 0, max: 1, noNaN: true }),
  names: count(40),
});

describe('a run', () => {
  it('has no stock below nothing, and loses nobody', () => {
    fc.assert(
      fc.property(anyFacts, anyLevers, count(1e6), (facts, levers, seed) => {
        const futures = futuresOf(facts, { weeks: 30, runs: 2, seed });
        let first: number | null = null;
        walk(futures, levers, 1, (s) => {
          const stocks = [s.waiting, s.trained, s.met, s.active].flatMap((list) => [...list]);
          expect(Math.min(...stocks, s.trainers, s.apprentices, s.gone, s.newTrainers)).toBeGreaterThan(
            -1e-6,
          );
          const all = stocks.reduce((a, b) => a + b, 0) + s.gone - s.arrived;
          first ??= all;
          expect(Math.abs(all - first)).toBeLessThan(1e-6 * Math.max(1, all + s.arrived));
        });
      }),
      { numRuns: 60 },
    );
  });

  it('is never later for more places, in any run and week', () => {
    fc.assert(
      fc.property(anyFacts, anyLevers, count(1e6), (facts, levers, seed) => {
        const futures = futuresOf(facts, { weeks: 40, runs: 6, seed });
        const more = { ...levers, sessions: { [id(1)]: levers.sessions[id(1)]! + 2 } };
        const trained = (with_: Levers, run: number) => {
          const path: number[] = [];
          walk(futures, with_, run, (s) => {
            const here = [s.trained, s.met, s.active].map((list) => [...list].reduce((a, b) => a + b, 0));
            path.push(here.reduce((a, b) => a + b, 0));
          });
          return path;
        };
        for (let run = 0; run < 6; run++) {
          const [few, many] = [trained(levers, run), trained(more, run)];
          for (const [week, n] of few!.entries())
            expect(many![week]).toBeGreaterThanOrEqual(n - 1e-6 * Math.max(1, n));
        }
        const dates = (with_: Levers) => reachedOf(forecast(futures, targets, with_).reached.members);
        const [before, after] = [dates(levers), dates(more)];
        if (before.middle !== null) expect(after.middle!).toBeLessThanOrEqual(before.middle + 1e-6);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a forecast', () => {
  it('is the same for the same facts, and its bands lie in order', () => {
    fc.assert(
      fc.property(anyFacts, anyLevers, (facts, levers) => {
        const { fans, reached } = forecast(futuresOf(facts, { weeks: 20, runs: 40 }), targets, levers);
        for (const series of SERIES)
          for (let week = 0; week <= 20; week++)
            for (let q = 1; q < 5; q++)
              expect(fans[series][q]![week]!).toBeGreaterThanOrEqual(fans[series][q - 1]![week]!);
        expect(forecast(futuresOf(facts, { weeks: 20, runs: 40 }), targets, levers).reached).toEqual(reached);
      }),
      { numRuns: 20 },
    );
  });

  it('begins with what is, and a network that has nothing yet is told so widely', () => {
    const { fans } = forecast(futuresOf(half, { weeks: 52 }), targets);
    for (const band of fans.members) expect(band[0]).toBe(620);
    const young: Facts = {
      ...{ ...empty, weeks: 3, trainers: { ...noTrainers, now: 2 } },
      flows: empty.flows.map((f) => ({ ...f, member: flow({ waiting: 8, arrived: [6, 2, 4] }) })),
      sessions: [{ chapterId: id(1), held: 2, places: 40, registered: 9, attended: 6 }],
    };
    const spread = (facts: Facts) => {
      const bands = forecast(futuresOf(facts, { weeks: 52 }), targets).fans.members.map((band) => band[52]!);
      return (bands[4]! - bands[0]!) / (bands[2]! - facts.flows.reduce((n, f) => n + f.member.trained, 0));
    };
    expect(spread(young)).toBeGreaterThan(1.3 * spread(half));
    const nothing = forecast(futuresOf(empty), targets);
    expect(reachedOf(nothing.reached.members).middle).toBeNull();
    expect(nothing.fans.members[4]![104]).toBeGreaterThan(10);
  });

  it('knows when a goal is reached already, and what a day’s chance is', () => {
    const { reached } = forecast(futuresOf(half, { weeks: 104 }), {
      members: 600,
      allies: 900,
      trainers: 19,
    });
    expect(reachedOf(reached.members)).toEqual({ early: 0, middle: 0, late: 0 });
    expect(chanceBy(reached.members, 0)).toBe(1);
    const { early, middle, late } = reachedOf(reached.allies);
    expect(early!).toBeLessThan(middle!);
    expect(middle!).toBeLessThan(late!);
    expect(chanceBy(reached.allies, middle!)).toBeGreaterThanOrEqual(0.5);
  });

  it('takes a quantile between two values, and none between what never is', () => {
    expect(quantile(Float64Array.of(1, 2, 3), 0.5)).toBe(2);
    expect(quantile(Float64Array.of(1, 2), 0.5)).toBe(1.5);
    expect(reachedOf(Float64Array.of(3, 4, Infinity)).late).toBeNull();
  });
});

describe('the bottleneck', () => {
  it('is places where people wait', () => {
    const facts: Facts = {
      ...half,
      flows: half.flows.map((f) => ({ ...f, member: { ...f.member, arrived: Array(26).fill(30) } })),
      sessions: half.sessions.map((s) => ({ ...s, held: 40, places: 800 })),
    };
    const named = nameBottleneck(futuresOf(facts), { ...targets, trainers: 20 });
    expect(named?.bottleneck).toMatchObject({ what: 'seats', chapterId: id(1), waiting: 500 });
    expect(named!.after ?? 200).toBeLessThan(named!.before ?? 201);
  });

  it('is trainers where sessions wait for them', () => {
    const facts: Facts = {
      ...half,
      flows: half.flows.map((f) => ({
        ...f,
        member: { ...f.member, waiting: 400, arrived: Array(26).fill(40) },
      })),
      sessions: half.sessions.map((s) => ({ ...s, held: 130, places: 2600 })),
      trainers: { ...noTrainers, now: 9, since: 3, begun: 1, passed: 4 },
    };
    expect(nameBottleneck(futuresOf(facts), targets)?.bottleneck.what).toBe('trainers');
  });

  it('is names where places stay free', () => {
    const facts: Facts = {
      ...half,
      flows: half.flows.map((f) => ({
        ...f,
        member: { ...f.member, waiting: 3 },
        ally: { ...f.ally, waiting: 2 },
      })),
      sessions: half.sessions.map((s) => ({ ...s, held: 100, places: 2500 })),
    };
    expect(nameBottleneck(futuresOf(facts), { ...targets, trainers: 20 })?.bottleneck.what).toBe('names');
  });

  it('is none where everything is reached', () => {
    expect(nameBottleneck(futuresOf(half), { members: 1, allies: 1, trainers: 1 })).toBeNull();
  });
});

describe('where trained members wait', () => {
  const one = (member: Partial<Flow>, other: Partial<Flow> = {}) =>
    longestQueue(
      futuresOf(
        {
          ...half,
          flows: [member, other].map((m, n) => ({
            ...{ chapterId: id(n + 1), member: flow(m), ally: flow({ trained: 400 }) },
          })),
        },
        { weeks: 1, runs: 1 },
      ),
    );
  const slow = { did: 20, of: 1000 };
  const quick = { did: 300, of: 1000 };
  it.each([
    ['nowhere while nobody is trained', {}, {}, null],
    ['for a conversation', { trained: 80, wasMet: slow, met: 30, becameActive: quick }, {}, 'conversations'],
    ['for vouches', { trained: 80, wasMet: quick, met: 60, becameActive: slow }, {}, 'vouches'],
    ['nowhere where both go on', { trained: 80, wasMet: quick, met: 60, becameActive: quick }, {}, null],
    ['nowhere when they are few', { trained: 9, wasMet: slow, met: 9, becameActive: slow }, {}, null],
    ['not to be told from a few weeks', { trained: 80, wasMet: { did: 0, of: 39 } }, {}, null],
    ['where most wait', { trained: 30, wasMet: slow }, { met: 90, becameActive: slow }, 'vouches'],
  ] as const)('%s', (_, member, other, what) => {
    expect(one(member, other)?.what ?? null).toBe(what);
  });

  it('says how long, and how many more a week make it four weeks', () => {
    const queue = one({ trained: 80, wasMet: { did: 100, of: 1000 } })!;
    expect(queue).toMatchObject({ chapterId: id(1), waiting: 80, step: 12 });
    expect(queue.weekly).toBeCloseTo(8, 0);
    expect(queue.weeks).toBeCloseTo(10, 0);
  });

  it('is never named as shorter than six weeks, and its step brings it to four', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const queue = longestQueue(futuresOf(facts, { weeks: 1, runs: 1 }));
        if (!queue) return;
        expect(queue.weeks).toBeGreaterThan(6);
        expect(queue.waiting / (queue.weekly + queue.step)).toBeLessThanOrEqual(4 + 1e-9);
      }),
    );
  });
});

describe('what is learnt', () => {
  it('is what was believed before, until figures say otherwise', () => {
    const young = learn(empty);
    expect(young.chapters[0]!.shows).toEqual([10, 6]);
    const settled = learn(half);
    const [yes, no] = settled.chapters[0]!.shows;
    expect(yes / (yes + no)).toBeCloseTo(0.64, 1);
    const weekly = settled.cells.map(({ arrivals: [shape, rate] }) => shape / rate);
    expect(weekly[0]).toBeGreaterThan(weekly[1]!);
    expect(weekly[0]).toBeCloseTo(13.6, 0);
  });

  it('is read from whole weeks of counted days', () => {
    const today = '2026-11-24';
    const row = (ago: number, state: string, stood: number, came: number) => ({
      ...{ day: dayPlus(today, -ago), chapterId: id(1), kind: 'member' as const },
      ...{ state, stood, came },
    });
    const days = [
      ...[row(15, 'applied', 10, 10), row(8, 'applied', 12, 6), row(8, 'trained', 3, 3)],
      ...[row(8, 'left', 1, 1), row(1, 'applied', 9, 1), row(1, 'trained', 6, 4), row(1, 'left', 2, 1)],
    ];
    const facts = factsFrom({
      ...{ today, days, chapterIds: [id(1)], trainers: noTrainers },
      sessions: [{ chapterId: id(1), held: 1, places: 10, registered: 8, attended: 4 }],
      now: [{ chapterId: id(1), kind: 'member', state: 'applied', count: 9 }],
    });
    expect(facts.weeks).toBe(2);
    expect(facts.flows[0]!.member).toMatchObject({ waiting: 9, arrived: [6, 1] });
    // One of 10 + 6 gave up while 3 were trained, then none of 12 + 1; of those trained, one left in the second week.
    expect(facts.flows[0]!.member.gaveUp.did).toBeCloseTo(0.5 ** (1 / 13), 5);
    expect(facts.flows[0]!.member.left.did).toBeCloseTo(1, 5);
    // Seven were trained, four of them here: three had places of sessions that are kept elsewhere.
    expect(facts.sessions).toEqual([{ chapterId: id(1), held: 2, places: 15, registered: 8, attended: 4 }]);
  });
});
