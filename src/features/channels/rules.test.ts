import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMinutes, markDrill, normalAddress, readAnswer } from './rules.ts';

describe('readAnswer', () => {
  it.each([
    ['yes', 'yes', null, null, '', 'en'],
    ['Y', 'yes', null, null, '', 'en'],
    ['YES!', 'yes', null, null, '', 'en'],
    ['K7 yes', 'yes', null, 'K7', '', 'en'],
    ['#k7: yes 15', 'yes', 15, 'K7', '', 'en'],
    ['Yes, in two hours', 'yes', 120, null, '', 'en'],
    ['yes in half an hour, I have a bike', 'yes', 30, null, 'I have a bike', 'en'],
    ['No, I am at work', 'no', null, null, 'I am at work', 'en'],
    ['no thank you', 'no', null, null, '', 'en'],
    ['15', null, 15, null, '', null],
    ['15 min', null, 15, null, '', null],
    ['k7 20', null, 20, 'K7', '', null],
    ['sí', 'yes', null, null, '', 'es'],
    ['Sí, en 10 minutos', 'yes', 10, null, '', 'es'],
    ['si puedo', 'yes', null, null, '', 'es'],
    ['ahora no', 'no', null, null, '', 'es'],
    ['voy en camino', 'onMyWay', null, null, '', 'es'],
    ['ya llegué', 'here', null, null, '', 'es'],
    ['todo bien', 'ok', null, null, '', 'es'],
    ['me fui', 'left', null, null, '', 'es'],
    ['media hora', null, 30, null, '', 'es'],
    ['好的，我十分钟到', 'yes', 10, null, '我 到', 'zh'],
    ['可以', 'yes', null, null, '', 'zh'],
    ['不行', 'no', null, null, '', 'zh'],
    ['10分钟', null, 10, null, '', 'zh'],
    ['到了', 'here', null, null, '', 'zh'],
    ['平安', 'ok', null, null, '', 'zh'],
    ['离开了', 'left', null, null, '', 'zh'],
    ['路上', 'onMyWay', null, null, '', 'zh'],
    ['here', 'here', null, null, '', 'en'],
    ['left', 'left', null, null, '', 'en'],
    ['omw 10 min', 'onMyWay', 10, null, '', 'en'],
    ['ok', 'ok', null, null, '', 'en'],
    ['STOP', 'stop', null, null, '', 'en'],
    ['ayuda', 'help', null, null, '', 'es'],
    ['退订', 'stop', null, null, '', 'zh'],
    ['start', 'start', null, null, '', 'en'],
  ] as const)('reads %j', (text, says, etaMinutes, code, rest, language) =>
    expect(readAnswer(text)).toEqual({ says, etaMinutes, code, rest, language }),
  );

  it.each([
    'left side of the street is full of vans',
    'stop they are taking my neighbour',
    'here they have two cars',
    '5 vans at the corner',
    'help my brother was taken',
    'they came 15 minutes ago',
    '两辆车在路口',
    'B44 bus stop, three officers',
  ])('takes %j for a sentence', (text) => {
    const read = readAnswer(text);
    expect(read.says).toBeNull();
    expect(read.etaMinutes).toBeNull();
    expect(read.rest.length).toBeGreaterThan(5);
  });

  it('reads whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const read = readAnswer(text);
        expect(read.etaMinutes === null || (read.etaMinutes >= 1 && read.etaMinutes <= 240)).toBe(true);
      }),
    );
  });
});

describe('addresses and retries', () => {
  it('has one spelling for a number', () => {
    expect(normalAddress('sms', '+1 (212) 555-0100')).toBe('+12125550100');
    expect(normalAddress('email', ' A@b.ORG ')).toBe('a@b.org');
  });

  it('waits longer each time, less when urgent', () => {
    expect([1, 2, 3, 4, 5].map((n) => backoffMinutes(n, false))).toEqual([0.25, 0.5, 1, 2, 4]);
    expect(backoffMinutes(3, true)).toBe(0.25);
  });

  it('marks a drill in every language', () => {
    for (const lang of ['en', 'es', 'zh', 'bn']) expect(markDrill('x', lang)).toMatch(/^\[DRILL.*\] x$/);
  });
});
