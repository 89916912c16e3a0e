import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import words from './data/call-signs.json' with { type: 'json' };
import {
  availableAt,
  availableIn,
  budgetOf,
  callSignAt,
  csvFile,
  decisionOf,
  localMinute,
  roomIn,
  sendable,
} from './rules.ts';

const newYork = 'America/New_York';

describe('hours', () => {
  it('reads the network’s clock, summer and winter', () => {
    expect(localMinute(new Date('2026-11-23T23:30:00Z'), newYork)).toEqual({ day: 0, minute: 18 * 60 + 30 });
    expect(localMinute(new Date('2026-07-05T03:59:00Z'), newYork)).toEqual({ day: 5, minute: 23 * 60 + 59 });
    expect(localMinute(new Date('2026-11-23T05:00:00Z'), newYork)).toEqual({ day: 0, minute: 0 });
  });

  it.each([
    [{ day: 0, from: 1080, to: 1380 }, '2026-11-23T23:30:00Z', true],
    [{ day: 0, from: 1080, to: 1380 }, '2026-11-23T22:59:00Z', false],
    [{ day: 0, from: 1080, to: 1380 }, '2026-11-24T04:00:00Z', false],
    [{ day: 1, from: 1080, to: 1380 }, '2026-11-23T23:30:00Z', false],
    // Sunday 22:00 to Monday 06:00.
    [{ day: 6, from: 1320, to: 360 }, '2026-11-23T10:59:00Z', true],
    [{ day: 6, from: 1320, to: 360 }, '2026-11-23T11:00:00Z', false],
    [{ day: 0, from: 0, to: 1440 }, '2026-11-24T04:59:00Z', true],
  ])('%j at %s: %s', (window, at, expected) => {
    expect(availableAt([window], new Date(at), newYork)).toBe(expected);
  });

  it('covers exactly as many minutes of a week as the window is long', () => {
    const minute = fc.integer({ min: 0, max: 1440 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), minute, minute, (day, from, to) => {
        let covered = 0;
        for (let m = 0; m < 7 * 1440; m++)
          if (availableIn([{ day, from, to }], Math.floor(m / 1440), m % 1440)) covered++;
        expect(covered).toBe(to > from ? to - from : to + 1440 - from);
      }),
      { numRuns: 50 },
    );
  });
});

describe('reviews', () => {
  it('are decided by two who agree', () => {
    const says = fc.constantFrom('uphold' as const, 'lift' as const);
    fc.assert(
      fc.property(fc.array(says, { maxLength: 3 }), (list) => {
        const count = (word: string) => list.filter((s) => s === word).length;
        const decision = decisionOf(list.map((s) => ({ says: s })));
        expect(decision === 'lifted').toBe(count('lift') >= 2);
        expect(decision === 'upheld').toBe(count('uphold') >= 2);
      }),
    );
  });
});

describe('sendable', () => {
  const ready = { state: 'active', suspended: false, agreed: true, vouched: true };
  it.each([
    [{}, []],
    [{ state: 'paused' }, ['not_active']],
    [{ suspended: true }, ['suspended']],
    [{ agreed: false }, ['no_agreement']],
    [{ vouched: false }, ['no_vouches']],
    [
      { state: 'left', suspended: true, agreed: false, vouched: false },
      ['not_active', 'suspended', 'no_agreement', 'no_vouches'],
    ],
  ])('%j', (change, reasons) => {
    expect(sendable({ ...ready, ...change })).toEqual({ ok: reasons.length === 0, reasons });
  });
});

describe('call signs', () => {
  it('are all different, also after every pair is used', () => {
    const pairs = words.first.length * words.second.length;
    const signs = Array.from({ length: pairs + 500 }, (_, n) => callSignAt(n));
    expect(new Set(signs).size).toBe(signs.length);
    expect(signs[0]).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
    expect(signs.at(-1)).toMatch(/ 2$/);
  });
});

describe('a table as a file', () => {
  it.each([
    [['a', 'b "c"'], '"a","b ""c"""\r\n'],
    [['=cmd()', '+1+1', '@x', '-2'], `"'=cmd()","'+1+1","'@x","'-2"\r\n`],
    [['+12125550199', ''], '"+12125550199",""\r\n'],
  ])('%j is not run by a spreadsheet', (cells, line) => {
    expect(csvFile([['head'], cells])).toBe(`\ufeff"head"\r\n${line}`);
  });
});

describe('a view budget', () => {
  it('is the largest of one’s roles, and nothing without one that may search', () => {
    expect(budgetOf(['observer', 'counsel'])).toEqual({ hour: 0, day: 0 });
    expect(budgetOf(['operator', 'coordinator']).hour).toBe(budgetOf(['coordinator']).hour);
  });

  it.each([
    [{ hour: 0, day: 0 }, 40],
    [{ hour: 39, day: 39 }, 1],
    [{ hour: 10, day: 119 }, 1],
    [{ hour: 40, day: 40 }, 0],
    [{ hour: 0, day: 130 }, 0],
  ])('with %j used leaves %i', (used, left) => {
    expect(roomIn({ hour: 40, day: 120 }, used)).toBe(left);
  });
});
