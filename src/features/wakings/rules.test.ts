import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableAt, localMinute } from '../people/rules.ts';
import { type Card, type Ended, momentFor, monthOf, reportOf, slotsAfter, vcard } from './rules.ts';

const zone = 'America/New_York';
const window = fc.record({
  day: fc.integer({ min: 0, max: 6 }),
  from: fc.integer({ min: 0, max: 1440 }),
  to: fc.integer({ min: 0, max: 1440 }),
});

describe('the moment of a test page', () => {
  it('is by day, in its month, and where somebody is available by day, then', () => {
    const slots = slotsAfter(new Date('2026-11-03T15:20:00Z'), zone);
    fc.assert(
      fc.property(
        fc.array(window, { maxLength: 6 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (windows, chance) => {
          const at = momentFor(slots, windows, chance)!;
          const { minute } = localMinute(at, zone);
          expect(minute).toBeGreaterThanOrEqual(600);
          expect(minute).toBeLessThan(1200);
          expect(monthOf(at, zone)).toBe('2026-11');
          const half = new Date(Math.floor(at.getTime() / 1_800_000) * 1_800_000);
          if (slots.some((s) => availableAt(windows, s.at, zone)))
            expect(availableAt(windows, half, zone)).toBe(true);
        },
      ),
    );
  });

  it('is spread over all days and hours', () => {
    const slots = slotsAfter(new Date('2026-10-01T04:00:00Z'), zone);
    expect(slots).toHaveLength(31 * 20);
    const times = Array.from({ length: 620 }, (_, i) => momentFor(slots, [], i / 620)!.getTime());
    expect(new Set(times).size).toBe(620);
  });

  it('keeps to the clock on the wall through the change of time', () => {
    // On 1 November 2026 clocks go back an hour in New York.
    const days = slotsAfter(new Date('2026-10-31T04:00:00Z'), zone);
    const next = slotsAfter(new Date('2026-11-01T04:00:00Z'), zone);
    expect(days.at(0)!.at.toISOString()).toBe('2026-10-31T14:00:00.000Z');
    expect(next.at(0)!.at.toISOString()).toBe('2026-11-01T15:00:00.000Z');
  });

  it('is none when nothing is left of the month', () => {
    expect(momentFor(slotsAfter(new Date('2026-12-01T02:00:00Z'), zone), [], 0.5)).toBeNull();
  });
});

describe('the report', () => {
  const sentAt = new Date('2026-11-03T15:00:00Z');
  const row = (state: Ended['state'], seconds: number | null, more: Partial<Ended> = {}): Ended => ({
    ...{ state, sentAt, way: seconds === null ? null : 'sms', why: null },
    heardAt: seconds === null ? null : new Date(sentAt.getTime() + seconds * 1000),
    ...more,
  });

  it('counts who was reached, how fast, by which way, and why not', () => {
    const rows = [
      ...[row('heard', 9), row('heard', 40, { way: 'push' }), row('heard', 200, { way: 'voice' })],
      row('unheard', null, { why: 'no answer' }),
      row('unheard', 5000, { why: 'no answer' }),
      row('unreachable', null, { why: 'stopped', sentAt: null }),
      ...[row('sent', null), row('planned', null), row('skipped', null)],
    ];
    expect(reportOf('2026-11', rows)).toEqual({
      ...{
        month: '2026-11',
        ended: 6,
        heard: 3,
        late: 1,
        unheard: 1,
        unreachable: 1,
        waiting: 1,
        planned: 1,
      },
      medianSeconds: 40,
      within: [
        { seconds: 15, count: 1 },
        { seconds: 30, count: 0 },
        { seconds: 60, count: 1 },
        { seconds: 120, count: 0 },
        { seconds: 300, count: 1 },
        { seconds: 1200, count: 0 },
      ],
      ways: [
        { way: 'sms', heard: 1, medianSeconds: 9 },
        { way: 'push', heard: 1, medianSeconds: 40 },
        { way: 'voice', heard: 1, medianSeconds: 200 },
      ],
      why: [
        { why: 'no answer', count: 2 },
        { why: 'stopped', count: 1 },
      ],
    });
  });

  it('says nothing where nothing was', () => {
    expect(reportOf('2026-11', [])).toMatchObject({ ended: 0, medianSeconds: null, ways: [], why: [] });
  });
});

describe('the contact card', () => {
  const card: Card = {
    id: '0192d8a0-0000-7000-8000-000000000001',
    name: 'Red; de Vecinos, Nueva York',
    url: 'https://hotline.test/es/contact',
    numbers: [
      { number: '+12125550199', does: ['calls', 'texts'] },
      { number: '+12125550100', does: ['hotline'] },
    ],
    note: '需要您时会响。'.repeat(12),
  };

  it('is a card that telephones read, in both versions', () => {
    const three = vcard(card, '3.0');
    expect(three).toMatch(/^BEGIN:VCARD\r\nVERSION:3\.0\r\nN:Red\\; de Vecinos\\, Nueva York;;;;\r\n/);
    expect(three).toContain('\r\nTEL;TYPE=CELL,VOICE:+12125550199\r\n');
    const four = vcard(card, '4.0');
    expect(four).toContain('\r\nKIND:org\r\n');
    expect(four).toContain('\r\nTEL;VALUE=uri;TYPE="text,voice":tel:+12125550199\r\n');
    for (const text of [three, four]) expect(text).toMatch(/\r\nEND:VCARD\r\n$/);
  });

  it('folds lines at 75 octets and cuts no character', () => {
    const text = vcard(card, '3.0');
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n ', '')).toContain(`NOTE:${card.note}`);
  });
});
