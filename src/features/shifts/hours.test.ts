import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShiftRole } from './contract.ts';
import { countedTo, monthAt, monthPlus, monthSpan, restHints, tally, tappedAt } from './rules.ts';

const ny = 'America/New_York';
const at = (iso: string) => new Date(iso);
const stint = (from: string, to: string, role: ShiftRole = 'operator') => ({
  role,
  from: at(from),
  to: at(to),
});
const hour = 60;

describe('a month of the calendar', () => {
  it.each([
    ['2026-11', ny, '2026-11-01T04:00:00.000Z', '2026-12-01T05:00:00.000Z', 721],
    ['2026-03', ny, '2026-03-01T05:00:00.000Z', '2026-04-01T04:00:00.000Z', 743],
    ['2028-02', ny, '2028-02-01T05:00:00.000Z', '2028-03-01T05:00:00.000Z', 29 * 24],
    ['2027-02', 'UTC', '2027-02-01T00:00:00.000Z', '2027-03-01T00:00:00.000Z', 28 * 24],
    ['2026-12', 'Pacific/Auckland', '2026-11-30T11:00:00.000Z', '2026-12-31T11:00:00.000Z', 31 * 24],
    ['2026-10', 'Asia/Kolkata', '2026-09-30T18:30:00.000Z', '2026-10-31T18:30:00.000Z', 31 * 24],
  ])('%s in %s', (month, zone, from, to, hours) => {
    const span = monthSpan(month, zone);
    expect([span.from.toISOString(), span.to.toISOString()]).toEqual([from, to]);
    expect((+span.to - +span.from) / 3_600_000).toBe(hours);
  });

  it('is told apart by the clock on the wall', () => {
    expect(monthAt(at('2026-12-01T04:59:00Z'), ny)).toBe('2026-11');
    expect(monthAt(at('2026-12-01T05:00:00Z'), ny)).toBe('2026-12');
    expect([monthPlus('2026-12', 1), monthPlus('2027-01', -1)]).toEqual(['2027-01', '2026-12']);
  });
});

const november = monthSpan('2026-11', ny);
const march = monthSpan('2026-03', ny);

describe('hours', () => {
  it.each([
    [
      'a day shift',
      [stint('2026-11-10T14:00Z', '2026-11-10T22:00Z')],
      november,
      { minutes: 480, nightMinutes: 0, nights: 0 },
    ],
    // Ten in the evening to six: clocks go back at two, so the night has nine hours.
    [
      'the night of the longer day',
      [stint('2026-11-01T02:00Z', '2026-11-01T11:00Z')],
      november,
      { minutes: 420, nightMinutes: 420, nights: 1 },
    ],
    [
      'the same night, all of it',
      [stint('2026-11-01T02:00Z', '2026-11-01T11:00Z')],
      { from: at('2026-10-31T00:00Z'), to: november.to },
      { minutes: 540, nightMinutes: 540, nights: 1 },
    ],
    // Clocks go forward at two: the night has seven.
    [
      'the night of the shorter day',
      [stint('2026-03-08T03:00Z', '2026-03-08T10:00Z')],
      march,
      { minutes: 420, nightMinutes: 420, nights: 1 },
    ],
    [
      'over midnight, half of it night',
      [stint('2026-11-10T23:00Z', '2026-11-11T05:00Z')],
      november,
      { minutes: 360, nightMinutes: 120, nights: 1 },
    ],
    [
      'half an hour of night is no night',
      [stint('2026-11-10T23:00Z', '2026-11-11T03:30Z')],
      november,
      { minutes: 270, nightMinutes: 30, nights: 0 },
    ],
    [
      'over the end of the month',
      [stint('2026-12-01T03:00Z', '2026-12-01T07:00Z')],
      november,
      { minutes: 120, nightMinutes: 120, nights: 1 },
    ],
    ['nothing', [], november, { minutes: 0, nightMinutes: 0, nights: 0 }],
    [
      'of another month',
      [stint('2026-10-10T14:00Z', '2026-10-10T22:00Z')],
      november,
      { minutes: 0, nightMinutes: 0, nights: 0 },
    ],
    [
      'three nights in one stretch',
      [stint('2026-11-10T03:00Z', '2026-11-12T11:00Z')],
      november,
      { minutes: 56 * hour, nightMinutes: 24 * hour, nights: 3 },
    ],
  ])('%s', (_, stints, span, expected) => {
    expect(tally(stints, [], span, ny)).toMatchObject(expected);
  });

  it('counts a leap day', () => {
    const february = monthSpan('2028-02', ny);
    const found = tally([stint('2028-02-29T14:00Z', '2028-02-29T20:00Z')], [], february, ny);
    expect(found).toMatchObject({ minutes: 360, byRole: { operator: 360 } });
  });

  it('counts an overlap once, for the role that began first, and breaks only while there', () => {
    const stints = [
      stint('2026-11-10T16:00Z', '2026-11-10T20:00Z', 'dispatcher'),
      stint('2026-11-10T14:00Z', '2026-11-10T18:00Z'),
      stint('2026-11-10T15:00Z', '2026-11-10T16:30Z', 'interpreter'),
    ];
    const breaks = [
      { from: at('2026-11-10T17:45Z'), to: at('2026-11-10T18:15Z') },
      { from: at('2026-11-10T19:50Z'), to: at('2026-11-10T21:00Z') },
    ];
    expect(tally(stints, breaks, november, ny)).toEqual({
      minutes: 360,
      byRole: { operator: 240, dispatcher: 120 },
      ...{ nightMinutes: 0, nights: 0, breakMinutes: 40 },
    });
  });

  it('never depends on where a stint is cut, nor on the order', () => {
    const start = +at('2026-10-25T00:00Z');
    const piece = fc.record({
      from: fc.integer({ min: 0, max: 20_000 }),
      length: fc.integer({ min: 1, max: 1500 }),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const zones = fc.constantFrom(ny, 'Europe/Berlin', 'Pacific/Auckland', 'Asia/Kolkata', 'UTC');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), zones, (pieces, zone) => {
        const date = (minute: number) => new Date(start + Math.round(minute) * 60_000);
        const whole = pieces.map((p) => ({
          role: 'operator' as const,
          from: date(p.from),
          to: date(p.from + p.length),
        }));
        const cut = pieces.flatMap((p) => {
          const middle = date(p.from + p.length * p.cut);
          return [
            { role: 'operator' as const, from: middle, to: date(p.from + p.length) },
            { role: 'operator' as const, from: date(p.from), to: middle },
          ].filter((s) => s.from < s.to);
        });
        const span = { from: date(0), to: date(30_000) };
        const found = tally(whole, [], span, zone);
        expect(tally(cut.reverse(), [], span, zone)).toEqual(found);
        expect(found.nightMinutes).toBeLessThanOrEqual(found.minutes);
      }),
      { numRuns: 60 },
    );
  });
});

describe('rest', () => {
  const days = [10, 11, 12, 13, 14];
  const nights = days.map((d) => stint(`2026-11-${d}T04:00Z`, `2026-11-${d}T10:00Z`));
  it('is hinted at after more nights or hours in seven days than is good', () => {
    const until = at('2026-11-14T12:00Z');
    expect(restHints(nights, until, 40, ny)).toEqual([{ code: 'nights', nights: 5, most: 3 }]);
    expect(restHints(nights.slice(2), until, 40, ny)).toEqual([]);
    expect(restHints(nights, until, 29, ny).map((h) => h.code)).toEqual(['hours', 'nights']);
    expect(restHints(nights, at('2026-11-22T12:00Z'), 1, ny)).toEqual([]);
  });
});

describe('a tap', () => {
  const now = at('2026-11-10T12:00Z');
  const earliest = at('2026-11-10T07:00Z');
  it.each([
    ['now', null, '2026-11-10T12:00Z'],
    ['late by hours', '2026-11-10T08:10Z', '2026-11-10T08:10Z'],
    ['by a clock a minute ahead', '2026-11-10T12:01Z', '2026-11-10T12:00Z'],
    ['by a clock a day ahead', '2026-11-11T12:00Z', '2026-11-10T12:00Z'],
    ['by a clock a day behind', '2026-11-09T12:00Z', '2026-11-10T07:00Z'],
  ])('%s', (_, tap, expected) => {
    expect(tappedAt(tap ? at(tap) : null, now, earliest)).toEqual(at(expected));
  });
});

describe('hours of who forgot', () => {
  const duty = { beganAt: at('2026-11-10T08:00Z'), dueAt: at('2026-11-10T16:00Z') };
  it.each([
    ['left on time', '2026-11-10T16:05Z', null, '2026-11-10T16:05Z'],
    ['left early', '2026-11-10T12:00Z', '2026-11-10T12:00Z', '2026-11-10T12:00Z'],
    ['forgot; taken over in the morning', '2026-11-11T06:00Z', null, '2026-11-10T16:00Z'],
    [
      'offered at five, nobody came until midnight',
      '2026-11-11T00:00Z',
      '2026-11-10T17:00Z',
      '2026-11-10T17:00Z',
    ],
    ['offered at five, taken at half past', '2026-11-10T17:30Z', '2026-11-10T17:00Z', '2026-11-10T17:30Z'],
    ['stayed and said so at eight', '2026-11-10T20:00Z', '2026-11-10T20:00Z', '2026-11-10T20:00Z'],
  ])('%s', (_, endedAt, shownAt, expected) => {
    expect(countedTo({ ...duty, endedAt: at(endedAt), shownAt: shownAt ? at(shownAt) : null })).toEqual(
      at(expected),
    );
  });
});
