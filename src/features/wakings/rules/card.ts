import type { CardNumber } from '../contract.ts';

export interface Card {
  /** The network's id: a card saved again takes the place of the first. */
  id: string;
  name: string;
  url: string;
  numbers: CardNumber[];
  note: string;
}

export type Version = '3.0' | '4.0';

const encoder = new TextEncoder();
const escaped = (text: string) => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** Lines of at most 75 octets, without cutting a character (RFC 6350, 3.2; RFC 2426, 2.6). */
function folded(line: string): string {
  let out = '';
  let octets = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > 75) {
      out += '\r\n ';
      octets = 1;
    }
    out += letter;
    octets += size;
  }
  return out;
}

/**
 * The network as a contact, with each number that it calls or texts from: telephones let through silent mode who is in
 * their contacts. Version 3.0 (RFC 2426), which telephones read best, or 4.0 (RFC 6350).
 */
export function vcard({ id, name, url, numbers, note }: Card, version: Version): string {
  const tel = ({ number, does }: CardNumber) => {
    if (version === '3.0') return `TEL;TYPE=CELL,VOICE:${number}`;
    const types = [...(does.includes('texts') ? ['text'] : []), 'voice'];
    return `TEL;VALUE=uri;TYPE="${types.join(',')}":tel:${number}`;
  };
  const lines = [
    'BEGIN:VCARD',
    `VERSION:${version}`,
    ...(version === '4.0' ? ['KIND:org'] : [`N:${escaped(name)};;;;`, 'X-ABShowAs:COMPANY']),
    `FN:${escaped(name)}`,
    `ORG:${escaped(name)}`,
    ...numbers.map(tel),
    `URL:${url}`,
    `NOTE:${escaped(note)}`,
    `UID:urn:uuid:${id}`,
    'END:VCARD',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
