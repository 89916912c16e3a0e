import { describe, expect, it } from 'vitest';
import { asksToCome, fromWall, isForDesk, needsAnswer, onWall, wordsOf } from './rules.ts';

describe('nobody is asked to come', () => {
  it.each([
    'Come to the corner of 82nd',
    'please come quickly',
    'Go there and tell us what you see',
    'Can you see it? If so, join us.',
    'Bring people and whistles',
    'Venga a la esquina por favor',
    'Vengan rápido',
    'Vayan a la calle 82',
    'Reúnanse en la plaza',
    '请过来',
    '快来帮忙',
    '去现场看看',
  ])('%s', (words) => expect(asksToCome(words)).toBe(true));

  it.each([
    'Please do not come closer.',
    'Don’t go there again, and never go back there for a picture.',
    'Someone may come to ask you more. You can say no.',
    'Do you have a picture? Do not go back for one.',
    'Where did the van come from?',
    'Is it still going on?',
    'No vaya a buscar una foto.',
    'No se acerque. ¿Sigue pasando?',
    'Gracias, venía de la avenida.',
    '请不要过来',
    '请别去现场',
    '它往哪里去了？',
  ])('%s is not that', (words) => expect(asksToCome(words)).toBe(false));
});

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
