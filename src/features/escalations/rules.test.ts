import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KINDS, type Plan, type Step } from './contract.ts';
import {
  afterStep,
  dueNow,
  endsAfter,
  type Flow,
  isOver,
  isTold,
  morningFor,
  nextStep,
  resumed,
  timetable,
  usualPlan,
  wrongWith,
} from './rules.ts';

const always: Step = { to: { who: 'always' }, manner: 'ring', minutes: 5 };
const dispatchers: Step = {
  to: { who: 'shift', role: 'dispatcher', otherwise: null },
  manner: 'urgent',
  minutes: 3,
};
const plan = (more: Partial<Plan> = {}): Plan => ({
  ...{ after: 2, steps: [dispatchers, always], times: 2, again: 20 },
  ...more,
});
const at = (time: string) => new Date(`2026-11-01T${time}Z`);
const flow = (more: Partial<Flow> = {}): Flow => ({
  ...{ plan: plan(), state: 'running' as const, step: 0, base: 0 },
  ...{ dueAt: at('05:00'), setAt: at('04:58') },
  ...more,
});

describe('a plan', () => {
  it('is shipped for each kind, and holds', () => {
    for (const kind of KINDS) expect(wrongWith(kind, usualPlan(kind))).toEqual([]);
  });

  it.each<[string, Partial<Plan>, string]>([
    ['no step', { steps: [] }, 'no step'],
    ['no end', { steps: [dispatchers] }, 'It has no end'],
    ['an end in the middle', { steps: [always, dispatchers] }, 'It has no end'],
    ['no time to answer', { steps: [{ ...dispatchers, minutes: 0 }, always] }, 'Step 1 gives 0 minutes'],
    ['time backwards', { steps: [{ ...dispatchers, minutes: -3 }, always] }, 'Step 1 gives -3 minutes'],
    ['a time that is none', { steps: [{ ...dispatchers, minutes: Number.NaN }, always] }, 'Step 1 gives NaN'],
    ['days to answer', { steps: [dispatchers, { ...always, minutes: 5000 }] }, 'Step 2 gives 5000 minutes'],
    ['the same people twice', { steps: [dispatchers, dispatchers, always] }, 'which would loop'],
    ['the end twice', { steps: [always, always] }, 'which would loop'],
    ['no time through', { times: 0 }, 'never end, or never begin'],
    ['for ever', { times: 1e9 }, 'never end, or never begin'],
    ['half a time', { times: 1.5 }, 'never end, or never begin'],
    [
      'takers of no shift',
      { steps: [{ ...dispatchers, to: { who: 'taker', most: 5 } }, always] },
      'Only for a shift',
    ],
    ['too long', { steps: [...Array.from({ length: 8 }, () => dispatchers), always] }, 'At most 8 steps'],
  ])('is refused with a sentence: %s', (_, more, sentence) => {
    expect(
      wrongWith('report', plan(more))
        .map((w) => w.message)
        .join(' '),
    ).toContain(sentence);
  });

  it('pages nobody but the legal desk for what is the legal desk’s', () => {
    expect(wrongWith('intake', plan()).map((w) => w.path)).toEqual(['steps.0.to']);
  });

  it('says every fault at once', () => {
    expect(wrongWith('report', plan({ steps: [{ ...dispatchers, minutes: 0 }], times: 9 }))).toHaveLength(3);
  });

  it('ends, whatever it is, and each step comes as often as planned', () => {
    const step = fc.record({
      to: fc.constantFrom(dispatchers.to, always.to),
      manner: fc.constantFrom('quiet' as const, 'ring' as const),
      minutes: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 50 }),
        fc.infiniteStream(fc.boolean()),
        (steps, times, base, reached) => {
          let now = flow({ plan: plan({ steps, times }), step: base, base });
          let taken = 0;
          while (nextStep(now)) {
            now = afterStep(now, reached.next().value as boolean, now.dueAt!);
            taken++;
          }
          return isOver(now) && taken === steps.length * times;
        },
      ),
    );
  });
});

describe('a step', () => {
  it('gives who was paged its time, and is over at once where nobody was', () => {
    expect(afterStep(flow(), true, at('05:00')).dueAt).toEqual(at('05:03'));
    expect(afterStep(flow(), false, at('05:00')).dueAt).toEqual(at('05:00'));
  });

  it('begins anew where it is not done in time, each page with a place of its own', () => {
    const again = resumed(flow({ state: 'acknowledged', step: 3 }), at('06:00'));
    expect(again).toMatchObject({ state: 'running', step: 3, base: 3, dueAt: at('06:00') });
    expect(nextStep(again)).toBe(dispatchers);
  });

  it('waits its own span where the clock that set it was ahead', () => {
    // At 06:00 by a clock one hour ahead: due five minutes later.
    const set = { dueAt: at('06:05'), setAt: at('06:00') };
    expect(dueNow(set, at('05:00'))).toEqual(at('05:05'));
    // A clock that is ahead by seconds has not jumped, and one that jumped ahead finds it due, once.
    expect(dueNow(set, at('05:59:30'))).toEqual(at('06:05'));
    expect(dueNow(set, at('07:00'))).toEqual(at('06:05'));
  });
});

describe('a page that need not wake anybody', () => {
  const zone = 'America/New_York';
  it.each([
    ['by day it leaves', '2026-11-23T17:00:00Z', null],
    ['at eight it leaves', '2026-11-23T13:00:00Z', null],
    ['before eight it waits for that', '2026-11-23T12:59:00Z', '2026-11-23T13:00:00.000Z'],
    ['from ten at night for the next morning', '2026-11-24T03:00:00Z', '2026-11-24T13:00:00.000Z'],
    ['in the night in which the clocks go back', '2026-11-01T05:30:00Z', '2026-11-01T13:00:00.000Z'],
    ['in the night in which they go forward', '2026-03-08T06:30:00Z', '2026-03-08T12:00:00.000Z'],
  ])('%s', (_, now, morning) => {
    expect(morningFor('quiet', new Date(now), zone)?.toISOString() ?? null).toBe(morning);
    expect(morningFor('urgent', new Date(now), zone)).toBeNull();
  });
});

describe('a person', () => {
  it('is told by one message a minute, and six in ten minutes, of any number of a kind', () => {
    const ago = (seconds: number) => new Date(at('05:00').getTime() - seconds * 1000);
    expect(isTold([], at('05:00'))).toBe(true);
    expect(isTold([ago(59)], at('05:00'))).toBe(false);
    expect(isTold([ago(60)], at('05:00'))).toBe(true);
    expect(isTold([60, 120, 180, 240, 300, 360].map(ago), at('05:00'))).toBe(false);
    expect(isTold([60, 120, 180, 240, 300, 600].map(ago), at('05:00'))).toBe(true);
  });
});

it('shows when who would be paged, without steps that reach nobody', () => {
  expect(timetable(plan(), () => true)).toEqual([
    { step: 0, time: 0, minutes: 2 },
    { step: 1, time: 0, minutes: 5 },
    { step: 0, time: 1, minutes: 10 },
    { step: 1, time: 1, minutes: 13 },
  ]);
  expect(timetable(plan(), (step) => step === 1).map((row) => row.minutes)).toEqual([2, 7]);
  expect(endsAfter(plan())).toBe(18);
});
