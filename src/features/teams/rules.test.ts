import { describe, expect, it } from 'vitest';
import { Need } from './contract.ts';
import { type Able, fairly, fits, isOpen, roughly, standingOf } from './rules.ts';

const one: Able = {
  ...{ chapterId: 'queens', zoneIds: ['flushing', 'corona'], languages: ['en', 'wo'], roles: ['observer'] },
  ...{ skills: ['interpreter'], courses: ['firstaid'], onShift: false },
  availability: [{ day: 3, from: 18 * 60, to: 22 * 60 }],
};
const thursdayAt = (hour: number) => ({ day: 3, minute: hour * 60 });

describe('a need is met by who is all of it', () => {
  it.each([
    [{ skill: 'interpreter', language: 'wo' }, null, true],
    [{ skill: 'interpreter', language: 'fr' }, null, false],
    [{ language: 'wo', chapterId: 'queens' }, thursdayAt(19), true],
    [{ language: 'wo', chapterId: 'bronx' }, thursdayAt(19), false],
    [{ language: 'wo' }, thursdayAt(23), false],
    [{ course: 'firstaid', zoneId: 'corona' }, null, true],
    [{ course: 'firstaid', zoneId: 'bushwick' }, null, false],
    [{ course: 'observer' }, null, false],
    [{ role: 'observer' }, null, true],
    [{ role: 'verifier' }, null, false],
    [{ role: 'observer', onShift: true }, null, false],
  ] as const)('%o at %o: %s', (need, at, fit) => expect(fits(need, one, at)).toBe(fit));

  it('knows no place nearer than a zone, and no incident', () =>
    expect(Object.keys(Need.shape).sort()).toEqual(
      ['at', 'chapterId', 'course', 'language', 'onShift', 'role', 'skill', 'zoneId'].sort(),
    ));
});

it('asks whoever was never asked before whoever was, and the longest ago first', () => {
  const at = (hours: number) => new Date(hours * 3_600_000);
  const people = [
    { id: 'a', askedAt: at(9) },
    { id: 'b', askedAt: null },
    { id: 'c', askedAt: at(2) },
  ];
  expect(fairly(people).map((p) => p.id)).toEqual(['b', 'c', 'a']);
});

it.each([
  [0, 0],
  [1, null],
  [4, null],
  [5, 5],
  [212, 212],
])('%s who fit are told as %s', (fit, said) => expect(roughly(fit)).toBe(said));

it.each([
  [{ askedAt: null, answer: null }, 'found'],
  [{ askedAt: new Date(), answer: null }, 'asked'],
  [{ askedAt: new Date(), answer: 'no' }, 'no'],
] as const)('%o stands at %s', (row, standing) => expect(standingOf(row)).toBe(standing));

describe('an ask is open', () => {
  const now = new Date('2026-11-26T12:00:00Z');
  const hoursAgo = (h: number) => new Date(now.getTime() - h * 3_600_000);
  it.each([
    ['until it is closed', { closedAt: now, need: {} }, 1, false],
    ['for three days', { closedAt: null, need: {} }, 71, true],
    ['no longer', { closedAt: null, need: {} }, 73, false],
    ['until its time', { closedAt: null, need: { at: '2026-11-26T11:00:00Z' } }, 1, false],
  ] as const)('%s', (_, need, hours, open) => expect(isOpen(need, hoursAgo(hours), now)).toBe(open));
});
