import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGS } from '../../platform/i18n/index.ts';
import { say } from './messages.ts';
import { type Facts, type IncidentFact, linesSince, mayTake } from './rules.ts';

const since = new Date('2026-11-24T00:00Z');
const at = (minutes: number) => new Date(+since + minutes * 60_000);
const quiet: Facts = {
  since,
  incidents: [],
  reports: { came: 0, wait: 0 },
  calls: { missed: 0, messages: 0 },
  ...{ threads: 0, callbacks: 0, missed: [] },
};
let numbers = 0;
const incident = (more: Partial<IncidentFact>, ...kinds: [kind: string, minute: number][]): IncidentFact => ({
  ...{ id: crypto.randomUUID(), number: ++numbers, place: 'Roosevelt Av & 82 St' },
  ...{ verification: 'unverified', response: 'none', isOver: false },
  ...more,
  entries: kinds.map(([kind, minute]) => ({ kind, at: at(minute) })),
});
const keys = (facts: Partial<Facts>) => linesSince({ ...quiet, ...facts }).map((l) => l.key);

describe('since you left', () => {
  it.each([
    ['opened', incident({}, ['opened', 5])],
    ['checking', incident({ verification: 'checking' }, ['opened', 5], ['checking', 7])],
    ['confirmed', incident({ verification: 'confirmed' }, ['confirmed', 9])],
    [
      'out',
      incident(
        { verification: 'confirmed', response: 'watching' },
        ['confirmed', 9],
        ['assignment.on-scene', 20],
      ),
    ],
    [
      'missedCheckIn',
      incident({ response: 'watching' }, ['assignment.on-scene', 9], ['assignment.missed', 40]),
    ],
    ['out', incident({ response: 'watching' }, ['assignment.missed', 40], ['assignment.check-in', 42])],
    ['stoodDown', incident({ response: 'watching' }, ['standdown.sent', 40])],
    [
      'over',
      incident(
        { response: 'concluded', isOver: true, verification: 'confirmed' },
        ['standdown.sent', 40],
        ['concluded', 50],
      ),
    ],
    ['notConfirmed', incident({ isOver: true, verification: 'not_confirmed' }, ['not_confirmed', 40])],
    ['emergency', incident({ isOver: true }, ['assignment.emergency', 40], ['concluded', 90])],
    ['touched', incident({}, ['note', 4])],
  ])('says of an incident the one thing to know: %s', (key, one) => {
    expect(keys({ incidents: [one] })).toEqual([key]);
  });

  it('puts people in danger first, then who waits, then what is over', () => {
    expect(
      keys({
        incidents: [
          incident({ isOver: true }, ['concluded', 5]),
          incident({ verification: 'confirmed' }, ['confirmed', 5]),
          incident({}, ['assignment.emergency', 3]),
        ],
        reports: { came: 9, wait: 2 },
        threads: 1,
        missed: ['Heron'],
      }),
    ).toEqual(['emergency', 'reportsWait', 'confirmed', 'notCome', 'threads', 'over', 'reports']);
  });

  it('says so when nothing happened', () => {
    expect(linesSince(quiet)).toEqual([{ key: 'quiet', params: {}, at: since, incidentId: null }]);
  });

  const fact = fc.record({
    verification: fc.constantFrom('unverified', 'checking', 'confirmed', 'not_confirmed'),
    response: fc.constantFrom('none', 'called_out', 'responding', 'watching', 'concluded'),
    isOver: fc.boolean(),
    kinds: fc.array(
      fc.tuple(
        fc.constantFrom(
          'opened',
          'note',
          'confirmed',
          'standdown.sent',
          'assignment.missed',
          'assignment.emergency',
        ),
        fc.integer({ min: 0, max: 500 }),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  });

  it('is never more than ten lines, loses none without counting it, and can be said in each language', () => {
    const n = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 20 }), n, n, (given, wait, threads) => {
        const incidents = given.map(({ kinds, ...more }) =>
          incident(more as Partial<IncidentFact>, ...kinds),
        );
        const lines = linesSince({ ...quiet, incidents, reports: { came: 0, wait }, threads });
        expect(lines.length).toBeLessThanOrEqual(10);
        const all = incidents.length + Math.sign(wait) + Math.sign(threads);
        const more = lines.find((l) => l.key === 'more');
        if (all > 0) expect(more ? lines.length - 1 + Number(more.params.n) : lines.length).toBe(all);
        for (const lang of LANGS)
          for (const { key, params, at } of lines)
            expect(say(lang, `since.${key}`, { ...params, ...(at && { time: '8:05' }) })).not.toMatch(/[{}]/);
      }),
      { numRuns: 60 },
    );
  });
});

describe('who may take over', () => {
  it.each([
    [['operator'], 'operator', true],
    [['operator'], 'dispatcher', false],
    [['dispatcher'], 'operator', true],
    [['dispatcher'], 'dispatcher', true],
    [['coordinator'], 'dispatcher', true],
    [['verifier'], 'operator', false],
    [['legal'], 'operator', false],
  ] as const)('%s from %s: %s', (roles, role, expected) => {
    expect(mayTake(roles, role)).toBe(expected);
  });
});
