import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusMonths, weekDayOf, weeksOf } from './days.ts';

const month = fc
  .record({ year: fc.integer({ min: 2020, max: 2099 }), of: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, of }) => `${year}-${String(of).padStart(2, '0')}`);

describe('the weeks of a month', () => {
  it('begin on a Monday, are whole, and hold each of its days once', () => {
    fc.assert(
      fc.property(month, (one) => {
        const days = weeksOf(one);
        expect(days.length % 7).toBe(0);
        expect(weekDayOf(days[0]!)).toBe(0);
        expect(new Set(days).size).toBe(days.length);
        const own = days.filter((day) => day.startsWith(one));
        expect(own[0]).toBe(`${one}-01`);
        expect(own.length).toBeGreaterThanOrEqual(28);
        expect(days.indexOf(own[0]!)).toBeLessThan(7);
        expect(days.indexOf(own.at(-1)!)).toBeGreaterThanOrEqual(days.length - 7);
      }),
    );
  });

  it.each([
    ['2026-02', 35, '2026-01-26', '2026-03-01'],
    ['2027-02', 28, '2027-02-01', '2027-02-28'],
    ['2026-11', 42, '2026-10-26', '2026-12-06'],
  ])('%s is shown in %i days, from %s to %s', (one, count, first, last) => {
    const days = weeksOf(one);
    expect([days.length, days[0], days.at(-1)]).toEqual([count, first, last]);
  });

  it('goes back and forth over the end of a year', () => {
    expect(plusMonths('2026-12', 1)).toBe('2027-01');
    expect(plusMonths('2027-01', -1)).toBe('2026-12');
    fc.assert(
      fc.property(month, fc.integer({ min: -30, max: 30 }), (one, by) => {
        expect(plusMonths(plusMonths(one, by), -by)).toBe(one);
      }),
    );
  });
});
