import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gauge } from './gauge.ts';

const start = new Date('2026-11-23T12:00:00Z');
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

describe('a gauge', () => {
  it('counts by key, and begins anew when the time is over', () => {
    const gauge = new Gauge({ most: 2, minutes: 10 });
    expect([1, 2, 3].map(() => gauge.isOver('a', start))).toEqual([false, false, true]);
    expect(gauge.isOver('b', start)).toBe(false);
    expect([gauge.of('a', later(9)), gauge.of('a', later(10))]).toEqual([3, 0]);
    expect(gauge.isOver('a', later(10))).toBe(false);
    expect([gauge.secondsLeft('a', later(12)), gauge.secondsLeft('a', later(19.999))]).toEqual([480, 1]);
  });

  it('never lets more through in one window, nor stops who comes slowly', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 100 }), (minutes) => {
        const gauge = new Gauge({ most: 3, minutes: 10 });
        const through = minutes.toSorted((a, b) => a - b).filter((m) => !gauge.isOver('a', later(m)));
        expect(through.length).toBeLessThanOrEqual(3 * 7);
        const slow = new Gauge({ most: 1, minutes: 10 });
        expect([0, 10, 20, 30].some((m) => slow.isOver('a', later(m)))).toBe(false);
      }),
    );
  });

  it('forgets the oldest when strangers fill it, and keeps who is busy', () => {
    const gauge = new Gauge({ most: 1, minutes: 10 });
    gauge.count('busy', start);
    gauge.count('quiet', start);
    for (let n = 0; n < 50_000; n++) gauge.count(n === 25_000 ? 'busy' : `k${n}`, start);
    expect([gauge.of('busy', start), gauge.of('quiet', start)]).toEqual([2, 0]);
  });
});
