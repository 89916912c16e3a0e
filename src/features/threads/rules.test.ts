import { describe, expect, it } from 'vitest';
import { fromWall, isForDesk, needsAnswer, onWall, wordsOf } from './rules.ts';

it.each([
  [{ words: true, answers: null }, true],
  [{ words: true, answers: 'house' }, false],
  [{ words: true, answers: 'desk' }, false],
  [{ words: false, answers: null }, false],
] as const)('what came in as %o needs an answer: %s', (came, needs) => expect(needsAnswer(came)).toBe(needs));

it.each([
  [{ what: 'Two vans', where: 'Canal St', answers: {} }, 'Two vans (Canal St)'],
  [{ words: 'and a bus', answers: { where: 'Canal' } }, 'and a bus'],
  [{ words: null, answers: { people: '6', 'first-hand': 'saw' } }, '6 · saw'],
  [{ words: null, answers: {} }, null],
  [null, null],
])('a line of %o says %s', (said, words) => expect(wordsOf(said)).toBe(words));

it('shows the desk what concerns its work, and nothing that lets one in', () => {
  expect(['ask', 'stand_down', 'reply', 'desk'].every(isForDesk)).toBe(true);
  expect(['invite', 'alarm', 'intake', 'anything'].some(isForDesk)).toBe(false);
});

describe('a time typed at the desk', () => {
  it.each([
    ['2026-11-23T18:30', 'America/New_York', '2026-11-23T23:30:00.000Z'],
    ['2026-07-01T00:05', 'America/New_York', '2026-07-01T04:05:00.000Z'],
    // On the day of a change of clocks, on both sides of it.
    ['2026-11-01T00:30', 'America/New_York', '2026-11-01T04:30:00.000Z'],
    ['2026-11-01T06:00', 'America/New_York', '2026-11-01T11:00:00.000Z'],
    ['2026-03-08T01:30', 'America/New_York', '2026-03-08T06:30:00.000Z'],
    ['2026-03-08T03:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-11-23T18:30', 'Asia/Kolkata', '2026-11-23T13:00:00.000Z'],
  ])('%s in %s is %s, and is shown as it was typed', (text, zone, at) => {
    expect(fromWall(text, zone).toISOString()).toBe(at);
    expect(onWall(new Date(at), zone)).toBe(text);
  });
});
