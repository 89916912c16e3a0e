import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hourBand,
  learnt,
  mostRisk,
  riskOfMore,
  seatsToGive,
  shareThatComes,
  usualBelief,
} from './rules/turnout.ts';

const belief = fc.record({
  came: fc.double({ min: 0.5, max: 2000, noNaN: true }),
  missed: fc.double({ min: 0.5, max: 2000, noNaN: true }),
});
const capacity = fc.integer({ min: 1, max: 120 });

/** P(X > seats) of a plain binomial, term by term. */
function binomialTail(seats: number, n: number, p: number): number {
  let log = n * Math.log(1 - p);
  let fits = 0;
  for (let k = 0; k <= Math.min(seats, n); k++) {
    fits += Math.exp(log);
    log += Math.log(((n - k) * p) / ((k + 1) * (1 - p)));
  }
  return 1 - fits;
}

describe('seats to give', () => {
  it('keeps the risk of more people than chairs at five per cent, within half as many again', () => {
    fc.assert(
      fc.property(capacity, belief, (seats, known) => {
        const given = seatsToGive(seats, known);
        expect(given).toBeGreaterThanOrEqual(seats);
        expect(given).toBeLessThanOrEqual(Math.floor(seats * 1.5));
        expect(riskOfMore(seats, given, known)).toBeLessThanOrEqual(mostRisk);
        if (given < Math.floor(seats * 1.5))
          expect(riskOfMore(seats, given + 1, known)).toBeGreaterThan(mostRisk);
      }),
    );
  });

  it('gives no fewer where more stay away', () => {
    fc.assert(
      fc.property(capacity, belief, fc.double({ min: 0, max: 500, noNaN: true }), (seats, known, more) => {
        const worse = { came: known.came, missed: known.missed + more };
        expect(seatsToGive(seats, worse)).toBeGreaterThanOrEqual(seatsToGive(seats, known));
      }),
    );
  });

  it('becomes the plain binomial where much is known', () => {
    for (const [seats, given, p] of [
      [20, 26, 0.6],
      [12, 15, 0.7],
      [60, 80, 0.65],
    ] as const) {
      const sure = { came: p * 1e7, missed: (1 - p) * 1e7 };
      expect(riskOfMore(seats, given, sure)).toBeCloseTo(binomialTail(seats, given, p), 4);
    }
  });

  it.each([
    // capacity, came, missed → seats given
    [20, 10, 6, 23],
    [20, 130, 70, 25],
    [20, 500, 500, 30],
    [20, 200, 0.5, 20],
    [1, 10, 6, 1],
  ])('of %i chairs after %d came and %d did not', (seats, came, missed, given) => {
    expect(seatsToGive(seats, { came, missed })).toBe(given);
  });
});

describe('what is learnt', () => {
  const of = { course: 'observer', place: 'bushwick', hour: 'evening' as const };
  it('begins with the usual 37.5 % that stay away', () => {
    expect(shareThatComes(learnt(of, []))).toBeCloseTo(0.625);
  });

  it('counts what is most alike the most', () => {
    const past = { ...of, expected: 100, came: 50 };
    const missed = (one: Partial<typeof past>) =>
      learnt(of, [{ ...past, ...one }]).missed - usualBelief.missed;
    expect(missed({})).toBe(50);
    expect(missed({ hour: 'evening', course: 'rights' })).toBe(25);
    expect(missed({ place: 'online', course: 'rights' })).toBe(12.5);
    expect(learnt({ ...of, hour: 'morning' }, [{ ...past, place: 'x', course: 'y' }]).missed).toBeCloseTo(11);
  });

  it('never takes more to have come than were expected for fewer that stay away', () => {
    expect(learnt(of, [{ ...of, expected: 5, came: 9 }]).missed).toBe(usualBelief.missed);
  });

  it('tells morning, afternoon and evening apart', () => {
    expect([0, 719, 720, 1019, 1020].map(hourBand)).toEqual([
      ...['morning', 'morning', 'afternoon', 'afternoon', 'evening'],
    ]);
  });
});
