import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber, spelt } from './commands/numbers.ts';
import { kindOfNumber, registrations } from './rules.ts';

it.each([
  ['+12125550100', '+12125550100'],
  ['(212) 555-0100', '+12125550100'],
  ['212.555.0100', '+12125550100'],
  ['1-212-555-0100', '+12125550100'],
  ['+1 (212) 555 0100', '+12125550100'],
  ['tel:+1-212-555-0100', '+12125550100'],
  ['２１２−５５５−０１００', '+12125550100'],
  ['٢١٢٥٥٥٠١٠٠', '+12125550100'],
  ['011 52 55 1234 5678', '+525512345678'],
  ['+52 55 1234 5678', '+525512345678'],
  ['+502 5123 4567', '+50251234567'],
  ['+593 99 123 4567', '+593991234567'],
  ['+221 77 123 45 67', '+221771234567'],
  ['+86 138 0013 8000', '+8613800138000'],
])('reads %s', async (text, number) => expect(await readNumber(text)).toBe(number));

it.each([
  '',
  '911',
  '555-0100',
  'call me',
  '+1',
  '+999 123 456 7890',
  '212 555 0100 ext. 7',
  '212-555-01000000',
  '+0 212 555 0100',
  'a@example.org',
  '1'.repeat(60),
])('refuses %j', async (text) => {
  expect(await readNumber(text)).toBeNull();
  await expect(spelt('sms', text)).rejects.toMatchObject({ status: 400 });
});

it('reads whatever comes', () =>
  fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
      expect((await readNumber(text)) ?? '+12125550100').toMatch(/^\+[1-9]\d{6,14}$/);
    }),
  ));

describe('what carriers ask for', () => {
  it.each([
    ['+12125550100', 'local'],
    ['+18335550100', 'toll free'],
    ['+18885550100', 'toll free'],
    ['+1800', 'short code'],
    ['24365', 'short code'],
    ['+442071838750', 'abroad'],
  ])('%s is a %s number', (number, kind) => {
    expect(kindOfNumber(number)).toBe(kind);
  });

  it('is said of each way that is set, and the others are named', () => {
    const said = registrations({ twilio: { number: '+12125550100' }, smtp: {} }).join('\n');
    expect(said).toMatch(/10DLC[\s\S]*STIR\/SHAKEN[\s\S]*DKIM[\s\S]*Not set up: WhatsApp, Signal, Push/);
    expect(registrations({})).toEqual([
      expect.stringMatching(/^Not set up: Text, WhatsApp, Signal, E-mail, Push/),
    ]);
    expect(
      registrations({ twilio: { number: '+18335550100' }, whatsapp: {}, signal: {}, smtp: {}, vapid: {} }),
    ).not.toContainEqual(expect.stringContaining('Not set up'));
  });
});
