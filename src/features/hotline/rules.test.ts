import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATES } from './contract.ts';
import {
  type Facts,
  FLOOD,
  FloodGauge,
  guessLanguage,
  keywordOf,
  likenessOf,
  mayMove,
  neighboursOf,
  nextQuestion,
  plainReceipt,
  possible,
  readFirstHand,
  readLanguage,
  readTense,
  redFlags,
  refusesCall,
  soundsLikeSighting,
  wordIndices,
} from './rules.ts';

const now = new Date('2026-11-23T23:30:00Z');

describe('a text', () => {
  it.each([
    ['Two vans at Roosevelt and 82nd', 'en'],
    ['Hay dos camionetas en la Roosevelt', 'es'],
    ['la migra', 'es'],
    ['罗斯福大道有两辆车', 'zh'],
    ['82 & Roosevelt', null],
  ])('%s is in %s', (text, language) => expect(guessLanguage(text)).toBe(language));

  it.each([
    ['DETAINED', 'detained'],
    ['Detained: my neighbour, this morning', 'detained'],
    ['detenida', 'detained'],
    ['有人被拘留', 'detained'],
    ['拘留了我哥哥', 'detained'],
    ['two men detained at 82nd', null],
    ['Derechos', 'rights'],
    ['you have no rights here', null],
  ])('%s asks for %s', (text, keyword) => expect(keywordOf(text)).toBe(keyword));

  it.each([
    ['1', 'now'],
    ['still here', 'now'],
    ['2', 'before'],
    ['ya se fueron', 'before'],
    ['之前', 'before'],
    ['on the corner', null],
  ])('%s is %s', (text, tense) => expect(readTense(text)).toBe(tense));

  it.each([
    ['1', true],
    ['sí, lo vi', true],
    ['2', false],
    ['no, a friend told me', false],
    ['听说的', false],
    ['blue', null],
  ])('%s: seen %s', (text, seen) => expect(readFirstHand(text)).toBe(seen));

  it('leads to one question at a time', () => {
    expect(nextQuestion({ where: false, tense: false, firstHand: false })).toBe('where');
    expect(nextQuestion({ where: true, tense: false, firstHand: false })).toBe('when');
    expect(nextQuestion({ where: true, tense: true, firstHand: false })).toBe('first_hand');
    expect(nextQuestion({ where: true, tense: true, firstHand: true })).toBeNull();
  });

  it('never makes the readers throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        guessLanguage(text);
        keywordOf(text);
        readTense(text);
        readFirstHand(text);
        plainReceipt(text);
      }),
    );
  });
});

describe('red flags', () => {
  const facts = (over: Partial<Facts>): Facts => ({
    what: 'two white vans',
    where: 'Roosevelt and 82',
    hasPoint: true,
    tense: 'now',
    seenAt: now,
    receivedAt: now,
    firstHand: true,
    stillThere: [],
    firstHandSaid: [],
    recycledPicture: false,
    ...over,
  });
  it.each<[Partial<Facts>, string[]]>([
    [{}, []],
    [{ what: 'ICE' }, ['vague']],
    [{ what: '两辆面包车' }, []],
    [{ where: null, hasPoint: false }, ['vague']],
    [{ tense: 'before' }, ['old']],
    [{ seenAt: new Date(now.getTime() - 61 * 60_000) }, ['old']],
    [{ firstHand: false }, ['second_hand']],
    [{ stillThere: ['no'] }, ['contradictory']],
    [{ stillThere: ['yes', 'no'] }, []],
    [{ firstHandSaid: [true, false] }, ['contradictory']],
    [{ recycledPicture: true }, ['recycled_picture']],
  ])('%j', (over, flags) => expect(redFlags(facts(over))).toEqual(flags));
});

describe('a flood', () => {
  it('throttles one origin and lets others through', () => {
    const gauge = new FloodGauge();
    const { most, minutes } = FLOOD.perOrigin;
    const own = Array.from({ length: most + 2 }, () => gauge.queueFor(from('a'), now));
    expect(own.filter((q) => q === 'normal')).toHaveLength(most);
    expect(gauge.queueFor(from('b'), now)).toBe('normal');
    expect(gauge.queueFor(from('a'), new Date(now.getTime() + minutes * 60_000))).toBe('normal');
  });

  it('fills the first queue to its size, and past half with first reports only', () => {
    const gauge = new FloodGauge();
    for (let i = 0; i < FLOOD.perDoor.most / 2; i++) gauge.queueFor(from(`o${i}`), now);
    expect(gauge.queueFor(from('o1'), now)).toBe('throttled');
    expect(gauge.queueFor(from('new'), now)).toBe('normal');
    for (let i = 0; i < FLOOD.perDoor.most; i++) gauge.queueFor(from(`p${i}`), now);
    expect(gauge.queueFor(from('late'), now)).toBe('throttled');
    expect(gauge.queueFor(from('late again'), new Date(now.getTime() + 60_000))).toBe('normal');
  });

  it('at one door holds up no other', () => {
    const gauge = new FloodGauge();
    for (let i = 0; i < 1000; i++) gauge.queueFor(from(`o${i}`), now);
    expect(gauge.queueFor(from('a'), now)).toBe('throttled');
    expect(gauge.queueFor(from('b', 'cell', 'sms'), now)).toBe('normal');
  });

  it('about one place leaves room for another, of which nobody spoke yet', () => {
    const gauge = new FloodGauge();
    const flood = Array.from({ length: 500 }, (_, i) => gauge.queueFor(from(`o${i}`, 'loud'), now));
    expect(flood.filter((queue) => queue === 'normal').length).toBeLessThanOrEqual(FLOOD.perCell.most);
    for (let i = 0; i < 100; i++) gauge.queueFor(from(`q${i}`), now);
    expect(gauge.queueFor(from('nowhere'), now)).toBe('throttled');
    expect(gauge.queueFor(from('a', 'loud'), now)).toBe('throttled');
    expect(gauge.queueFor(from('b', 'quiet'), now)).toBe('normal');
    const others = Array.from({ length: 100 }, (_, i) => gauge.queueFor(from(`r${i}`, `cell ${i}`), now));
    expect(others.filter((queue) => queue === 'normal')).toHaveLength(FLOOD.reserve.most - 1);
  });

  const from = (origin: string, cell: string | null = null, door = 'web') => ({
    ...{ origin, door, cell, neighbours: null, words: null },
  });

  it.each([
    ['of the same words', (i: number) => ({ words: likenessOf(`They are on the roof of number ${i}!`) })],
    ['from machines side by side', (i: number) => ({ neighbours: neighboursOf(`203.0.113.${i}`) })],
  ])('%s leaves the first queue to others, in a rush only', (_, mark) => {
    const gauge = new FloodGauge();
    const send = (i: number) => gauge.queueFor({ ...from(`o${i}`, `cell ${i}`), ...mark(i) }, now);
    const calm = FLOOD.perDoor.most / 2;
    const queues = Array.from({ length: 200 }, (_, i) => send(i));
    expect(queues.slice(0, calm)).not.toContain('throttled');
    expect(queues.filter((q) => q === 'normal')).toHaveLength(calm + FLOOD.perWords.most);
    expect(gauge.queueFor(from('other', 'elsewhere'), now)).toBe('normal');
  });

  it('knows the same words by a number, but not what anybody would write', () => {
    expect(likenessOf('Two vans at 37-11 82nd Street, now')).toBe(
      likenessOf('two vans at 5, 9ND STREET: now'),
    );
    expect(likenessOf('Two vans at 82nd Street, now')).not.toBe(likenessOf('Two cars at 82nd Street, now'));
    expect(likenessOf('La migra!')).toBeNull();
    expect(likenessOf('')).toBeNull();
  });

  it.each([
    ['203.0.113.77', '203.0.113'],
    ['2001:db8:17:4::9', '2001:db8:17'],
    ['drill otter', null],
  ])('%s stands beside %s', (address, beside) => expect(neighboursOf(address)).toBe(beside));
});

describe('states', () => {
  it('lets no verb be possible whose state cannot be reached', () => {
    for (const state of STATES) {
      const verbs = possible(state, { canBeAsked: true });
      expect(verbs.has('link')).toBe(mayMove(state, 'linked'));
      expect(verbs.has('close')).toBe(mayMove(state, 'closed'));
      expect(verbs.has('reopen')).toBe(state === 'closed');
      expect(verbs.has('unlink')).toBe(state === 'linked');
    }
  });

  it('comes back from closed, whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STATES), { maxLength: 30 }), (wishes) => {
        let state = STATES[0] as (typeof STATES)[number];
        for (const wish of wishes) if (mayMove(state, wish)) state = wish;
        expect(STATES.some((to) => mayMove(state, to))).toBe(true);
      }),
    );
  });
});

describe('a receipt', () => {
  it('is four words out of 2048', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (hash) => {
        const indices = wordIndices(hash);
        expect(indices).toHaveLength(4);
        expect(indices.every((i) => i >= 0 && i < 2048)).toBe(true);
      }),
    );
    expect(wordIndices(new Uint8Array(32).fill(255))).toEqual([2047, 2047, 2047, 2047]);
  });

  it('is read however it is typed', () => {
    expect(plainReceipt(' Águila  Abeja-Acción, actor ')).toBe(plainReceipt('aguila-abeja-accion-actor'));
    expect(plainReceipt('小猫 小狗，兔子-老虎')).toBe('小猫小狗兔子老虎');
  });
});

it.each([
  ['Two vans by the school', true],
  ['ICE on Canal', true],
  ['agentes en la esquina', true],
  ['se llevaron a alguien', true],
  ['有两辆面包车', true],
  ['detained: my cousin', true],
  ['I cannot do my shift tomorrow', false],
  ['No puedo ir mañana, gracias', false],
  ['明天我来不了', false],
  ['Where do I leave my keys?', false],
])('%j may tell of something seen: %s', (words, seen) => expect(soundsLikeSighting(words)).toBe(seen));

it.each([
  ['no', true],
  ['No, gracias', true],
  ['Please don’t', true],
  ['不用了', true],
  ['no me llamen por favor', true],
  ['917 555 0100', false],
  ['yes, no later than nine', false],
  ['no antes de las 6, 917 555 0100', false],
])('%j would rather not be called: %s', (words, refuses) => expect(refusesCall(words)).toBe(refuses));

it.each([
  ['Español', 'es'],
  ['hablo k’iche’', 'quc'],
  ['Kichwa por favor', 'qug'],
  ['mixteco bajo', 'mix'],
  ['Wolof', 'wo'],
  ['Kreyòl ayisyen', 'ht'],
  ['普通话', 'zh'],
  ['说粤语', 'yue'],
  ['I am at the corner', null],
  ['mamá', null],
])('%j names the language %s', (words, code) => expect(readLanguage(words)).toBe(code));
