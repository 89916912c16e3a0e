import type { Kind } from '../contract.ts';
import { costOf, unitPrice } from './price.ts';
import { type Segments, smsSegments } from './segments.ts';

/** One message to one person, as it would leave now. */
export interface Priced {
  /** Null where no way reaches them. */
  kind: Kind | null;
  address: string;
  /** The words, or how many parts they take where the words stay where they are typed. */
  body: string | { parts: number };
}

interface OfWay {
  kind: Kind;
  people: number;
  parts: number;
  cost: number;
}

/** What these messages cost together, in hundredths of a cent, by way; and how the longest of the texts goes. */
export function quoteOf(messages: readonly Priced[]) {
  const ways = new Map<Kind, OfWay>();
  let text: Segments | null = null;
  for (const { kind, address, body } of messages) {
    if (!kind) continue;
    const way = ways.get(kind) ?? { kind, people: 0, parts: 0, cost: 0 };
    ways.set(kind, way);
    way.people += 1;
    if (typeof body !== 'string') {
      const parts = kind === 'sms' ? Math.max(1, body.parts) : 1;
      way.parts += parts;
      way.cost += unitPrice(kind, address) * parts;
      continue;
    }
    const segments = smsSegments(body);
    way.parts += kind === 'sms' ? Math.max(1, segments.segments) : 1;
    way.cost += costOf(kind, address, body);
    if (kind === 'sms' && segments.segments > (text?.segments ?? 0)) text = segments;
  }
  const all = [...ways.values()].sort((a, b) => b.people - a.people);
  return {
    people: messages.length,
    unreachable: messages.filter(({ kind }) => !kind).length,
    cost: all.reduce((sum, way) => sum + way.cost, 0),
    ways: all,
    text: text && {
      alphabet: text.alphabet,
      segments: text.segments,
      left: text.left,
      wide: text.wide.slice(0, 8),
    },
  };
}
