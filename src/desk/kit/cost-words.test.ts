import { describe, expect, it } from 'vitest';
import type { Quote } from '../../features/channels/contract.ts';
import { costWords, dollars, partsWords } from './cost-words.ts';

const quote = (more: Partial<Quote> = {}): Quote => ({
  ...{ people: 3, unreachable: 0, cost: 4200, text: null },
  ways: [{ kind: 'sms', people: 3, parts: 6, cost: 4200 }],
  ...more,
});

describe('what it costs, in words', () => {
  it.each([
    [quote(), 'It costs about $0.42 for 3 people by text.'],
    [
      quote({ people: 4, unreachable: 1 }),
      'It costs about $0.42 for 3 people by text. 1 person cannot be reached.',
    ],
    [
      quote({
        ...{ people: 5, cost: 226 },
        ways: [
          { kind: 'push', people: 3, parts: 3, cost: 0 },
          { kind: 'sms', people: 2, parts: 2, cost: 226 },
        ],
      }),
      'It costs about $0.02 for 3 by the field app, 2 by text.',
    ],
    [
      quote({ people: 1, cost: 0, ways: [{ kind: 'wall', people: 1, parts: 1, cost: 0 }] }),
      'It costs nothing: 1 person on the phone wall.',
    ],
    [quote({ people: 0, cost: 0, ways: [] }), 'Nobody would get it now.'],
    [
      quote({ people: 2, unreachable: 2, cost: 0, ways: [] }),
      'Nobody can be reached. 2 people cannot be reached.',
    ],
  ])('%#', (of, words) => expect(costWords(of)).toBe(words));

  it('says how many text messages it takes, in which alphabet, and why', () => {
    expect(partsWords({ text: { alphabet: 'UCS-2', segments: 2, left: 10, wide: ['ó', '你'] } })).toBe(
      'The longest takes 2 text messages (UCS-2, because of “ó”, “你”).',
    );
    expect(partsWords({ text: { alphabet: 'GSM-7', segments: 1, left: 100, wide: [] } })).toBe(
      'The longest takes 1 text message (GSM-7).',
    );
    expect(partsWords({ text: null })).toBeNull();
    expect([dollars(0), dollars(84), dollars(113), dollars(10_000)]).toEqual([
      '$0.00',
      'less than a cent',
      '$0.01',
      '$1.00',
    ]);
  });
});
