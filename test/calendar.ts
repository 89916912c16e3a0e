import ICAL from 'ical.js';
import { expect } from 'vitest';

ICAL.design.strict = true;

/** Reads a calendar as a strict program does: lines, folding, properties, types. */
export function readCalendar(text: string) {
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  for (const line of text.split('\r\n')) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  }
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((one) => {
    const event = new ICAL.Event(one);
    return {
      uid: event.uid,
      from: event.startDate.toJSDate(),
      to: event.endDate.toJSDate(),
      summary: event.summary,
      place: event.location,
      description: event.description,
      url: one.getFirstPropertyValue('url'),
      sequence: event.sequence,
      status: String(one.getFirstPropertyValue('status')),
      stamp: one.getFirstPropertyValue('dtstamp'),
    };
  });
  return { name: String(calendar.getFirstPropertyValue('x-wr-calname')), events };
}
