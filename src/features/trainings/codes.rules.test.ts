import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, happenedAt, qrText, readCode, readList } from './rules.ts';

describe('a code', () => {
  it('is read as it is scanned, said or typed, and nothing else is one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 32 }), (hash) => {
        const code = codeOf(hash);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
        for (const said of [
          code,
          qrText(code),
          ` ${code.toLowerCase()} `,
          `${code.slice(0, 4)}-${code.slice(4)}`,
        ])
          expect(readCode(said)).toBe(code);
        expect(readCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
      }),
    );
    for (const no of [
      '',
      'TRAINING:',
      '1234567',
      '123456789',
      'UUUUUUUU',
      'https://x.test/1234',
      '一二三四五六七八',
    ])
      expect(readCode(no)).toBeNull();
  });

  it('never fails, whatever is scanned', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readCode(text)));
  });
});

it('believes a phone’s clock within what can be', () => {
  const time = (hour: number) => new Date(Date.UTC(2026, 10, 30, hour));
  const [starts, now] = [time(18), time(20)];
  expect([19, 3, 23].map((h) => happenedAt(time(h), starts, now))).toEqual([time(19), time(17), now]);
});

it('reads a list on paper as whom a person would read', () => {
  const roster = [
    { personId: '1', name: 'Wren', callSign: 'amber-1', code: 'ABCD1234', cameAt: null },
    {
      personId: '2',
      name: 'María  José',
      callSign: 'blue-2',
      code: null,
      cameAt: '2026-11-23T23:30:00.000Z',
    },
    { personId: '3', name: 'Kim', callSign: 'red-3', code: null, cameAt: null },
    { personId: '4', name: 'kim', callSign: 'red-4', code: null, cameAt: null },
  ];
  const text = '1. wren\r\n\n 2)  maría josé \n☑ Kim\n- RED-4\nABCD-1234\nSomebody Else\nsomebody else\n007';
  expect(readList(text, roster)).toEqual([
    { text: 'wren', is: 'coming', personId: '1' },
    { text: 'maría josé', is: 'here', personId: '2' },
    { text: 'Kim', is: 'several' },
    { text: 'RED-4', is: 'coming', personId: '4' },
    { text: 'Somebody Else', is: 'new' },
    { text: '007', is: 'new' },
  ]);
  expect(readList(' \n', roster)).toEqual([]);
});
