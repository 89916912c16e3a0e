import type { Kind } from '../contract.ts';
import prices from '../data/prices.json' with { type: 'json' };
import { smsSegments } from './segments.ts';

const priced: Partial<Record<Kind, Record<string, number>>> = {
  sms: prices.sms,
  whatsapp: prices.whatsapp,
  voice: prices.voice,
};

/** What a unit costs at this number, in hundredths of a cent: by the longest prefix that fits. */
export function unitPrice(kind: Kind, address: string): number {
  const table = priced[kind];
  if (!table) return 0;
  for (let length = Math.min(5, address.length); length > 0; length--) {
    const price = table[address.slice(0, length)];
    if (price !== undefined) return price;
  }
  return table[''] ?? 0;
}

/** What one message costs, in hundredths of a cent. */
export const costOf = (kind: Kind, address: string, body: string): number =>
  unitPrice(kind, address) * (kind === 'sms' ? Math.max(1, smsSegments(body).segments) : 1);
