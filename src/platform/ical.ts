/** One entry of a calendar. */
export interface Entry {
  /** Stays the same for as long as it is the same thing. */
  uid: string;
  startsAt: Date;
  endsAt: Date;
  summary: string;
  /** Where, in words, or the address to join at. */
  place?: string;
  /** More words; lines are kept. */
  description?: string;
  /** A page about it; an absolute address. */
  url?: string;
  /** Counts up with each change, so that a calendar takes the newer. */
  sequence: number;
  isCancelled: boolean;
}

/**
 * A calendar to subscribe to, as RFC 5545 has it: lines end with CRLF and are folded at 75 octets, text is escaped, times
 * are in UTC, so that no calendar needs to know of our zone. Asked for again each hour (RFC 7986).
 */
export function calendarOf(name: string, entries: readonly Entry[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Porchlight//Calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...entries.flatMap((entry) => eventOf(entry, now)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const eventOf = (entry: Entry, now: Date): string[] => [
  'BEGIN:VEVENT',
  `UID:${escaped(entry.uid)}`,
  `DTSTAMP:${utc(now)}`,
  `DTSTART:${utc(entry.startsAt)}`,
  `DTEND:${utc(entry.endsAt)}`,
  `SEQUENCE:${entry.sequence}`,
  `STATUS:${entry.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
  `SUMMARY:${escaped(entry.summary)}`,
  ...(entry.place ? [`LOCATION:${escaped(entry.place)}`] : []),
  ...(entry.description ? [`DESCRIPTION:${escaped(entry.description)}`] : []),
  // An address is not text: nothing in it is escaped, and the parser of addresses leaves no control character.
  ...(entry.url ? [`URL:${new URL(entry.url).href}`] : []),
  'END:VEVENT',
];

/** `20261123T233000Z` */
const utc = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');

/** Backslash, semicolon, comma and line breaks are escaped (3.3.11); other control characters may not be there. */
export const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

const octets = new TextEncoder();
const mostOctets = 75;

/** No line is longer than 75 octets, and no character is cut in two (3.1). */
export function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let length = 0;
  for (const character of line) {
    const more = octets.encode(character).length;
    // The space that begins a continued line counts.
    if (length + more > mostOctets) {
      parts.push(part);
      part = '';
      length = 1;
    }
    part += character;
    length += more;
  }
  return [...parts, part].join('\r\n ');
}
