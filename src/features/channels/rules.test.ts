import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backoffMinutes,
  costOf,
  exceedsCaps,
  heldBack,
  markDrill,
  normalAddress,
  patienceMinutes,
  readAnswer,
  smsSegments,
  tokensNow,
  triesOnOneWay,
  wayState,
} from './rules.ts';

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

describe('how a text goes over SMS', () => {
  it.each([
    ['', 'GSM-7', 0, 0],
    ['Can you go?', 'GSM-7', 11, 1],
    ['¿Puede ir mañana?', 'GSM-7', 17, 1],
    // ó is not in the alphabet, ò is.
    ['Corazón', 'UCS-2', 7, 1],
    ['Cuesta 5 €', 'GSM-7', 11, 1],
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['a'.repeat(306), 'GSM-7', 306, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    ['您能去看一下吗？', 'UCS-2', 8, 1],
    ['看'.repeat(70), 'UCS-2', 70, 1],
    ['看'.repeat(71), 'UCS-2', 71, 2],
    ['看'.repeat(135), 'UCS-2', 135, 3],
    // An escape pair is not cut: 152 letters and a € leave the first part one septet short.
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 306, 3],
    // Nor is a surrogate pair.
    [`${'看'.repeat(66)}😀${'看'.repeat(66)}`, 'UCS-2', 134, 3],
  ] as const)('counts %j', (text, alphabet, units, segments) =>
    expect(smsSegments(text)).toMatchObject({ alphabet, units, segments }),
  );

  it('says which letters make it dear', () => {
    expect(smsSegments('Ven a la esquina, por favor: ¡rápido!').wide).toEqual(['á']);
    expect(smsSegments('plain').wide).toEqual([]);
  });

  it('costs by segment and by where it goes', () => {
    expect(costOf('sms', '+12125550100', 'a'.repeat(161))).toBe(2 * costOf('sms', '+12125550100', 'a'));
    expect(costOf('sms', '+50251234567', 'a')).toBeGreaterThan(costOf('sms', '+12125550100', 'a'));
    expect(costOf('sms', '+999123456', 'a')).toBeGreaterThan(0);
    expect(costOf('whatsapp', '+12125550100', 'a'.repeat(500))).toBe(costOf('whatsapp', '+12125550100', 'a'));
    for (const kind of ['wall', 'push', 'signal', 'email'] as const) expect(costOf(kind, 'x', 'a')).toBe(0);
  });
});

describe('limits', () => {
  const at = new Date('2026-11-23T23:30:00Z');
  const pace = { perSecond: 2, burst: 10 };

  it('fill a bucket with time, to its brim, and not when the clock goes back', () => {
    expect(tokensNow({ tokens: 0, filledAt: null }, pace, at)).toBe(10_000);
    const filledAt = new Date(at.getTime() - 1500);
    expect(tokensNow({ tokens: 500, filledAt }, pace, at)).toBe(3500);
    expect(tokensNow({ tokens: 9000, filledAt }, pace, at)).toBe(10_000);
    expect(tokensNow({ tokens: 500, filledAt: new Date(at.getTime() + 3_600_000) }, pace, at)).toBe(500);
  });

  const message = fc.record({
    id: fc.uuid(),
    personId: fc.constantFrom(null, 'a', 'b'),
    purpose: fc.constantFrom('ask', 'outcome', 'stand_down', 'emergency'),
    letGo: fc.boolean(),
    cost: fc.constantFrom(0, 113, 226),
  });
  it('hold the caps, and never a stand-down, an emergency or what somebody let go', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(message, { selector: (m) => m.id }),
        fc.nat(9),
        fc.nat(4),
        (messages, cents, most) => {
          const caps = { centsADay: cents, messagesADay: most + 1 };
          const held = heldBack(messages, caps, { cost: 0, toPerson: new Map() });
          const sent = messages.filter((m) => !held.has(m.id));
          const free = (m: (typeof messages)[number]) => m.letGo || exceedsCaps(m.purpose);
          expect(messages.filter((m) => free(m) && held.has(m.id))).toEqual([]);
          if (sent.some(free)) return;
          expect(sent.reduce((sum, m) => sum + m.cost, 0)).toBeLessThanOrEqual(cents * 100);
          for (const person of ['a', 'b'])
            expect(sent.filter((m) => m.personId === person).length).toBeLessThanOrEqual(most + 1);
        },
      ),
    );
  });

  it('let an urgent message move on sooner', () => {
    expect(patienceMinutes(true, { receipts: 'none' })).toBe(2);
    expect(patienceMinutes(false, { receipts: 'none' })).toBeNull();
    expect(patienceMinutes(false, { receipts: 'delivered' })).toBe(30);
    expect(triesOnOneWay(true)).toBeLessThan(triesOnOneWay(false));
  });

  it('tell a carrier that is gone from one that is slow', () => {
    expect(wayState({ badRun: 0, tookMs: 40 })).toBe('ok');
    expect(wayState({ badRun: 2, tookMs: 4000 })).toBe('slow');
    expect(wayState({ badRun: 3, tookMs: 40 })).toBe('gone');
  });
});
