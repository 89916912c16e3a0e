import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../test/calendar.ts';
import { calendarOf, type Entry } from './ical.ts';

const at = new Date('2026-11-23T23:30:00Z');
const entry = (more: Partial<Entry>): Entry => ({
  uid: 'a@porchlight',
  startsAt: at,
  endsAt: new Date(+at + 3_600_000),
  ...{ summary: 'On shift', sequence: 0, isCancelled: false },
  ...more,
});

describe('a calendar as text', () => {
  it('is read as it was meant, whatever it says', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom('a;b,c\\n\\', 'x\r\ny', '值班表'.repeat(40), '\u0007bell', 'BEGIN:VEVENT\r\nX:1'),
    );
    fc.assert(
      fc.property(text, (summary) => {
        const more = { summary, place: summary, description: summary, url: 'https://x.test/m?a=b,c;d' };
        const { events } = readCalendar(calendarOf(summary, [entry(more)], at));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they may not be in a calendar
        const plain = summary.replace(/\r\n|\r/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
        expect(events).toHaveLength(1);
        expect(events[0]).toMatchObject({ summary: plain, from: at, to: new Date(+at + 3_600_000) });
        expect(events[0]).toMatchObject({ url: more.url });
        expect([events[0]!.place ?? '', events[0]!.description ?? '']).toEqual([plain, plain]);
      }),
      { numRuns: 150 },
    );
  });

  it('says what is cancelled, and which is newer', () => {
    const { events } = readCalendar(calendarOf('x', [entry({ sequence: 3, isCancelled: true })], at));
    expect(events[0]).toMatchObject({ uid: 'a@porchlight', sequence: 3, status: 'CANCELLED' });
  });
});
