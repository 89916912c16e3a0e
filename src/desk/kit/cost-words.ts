import type { Kind, Quote } from '../../features/channels/contract.ts';
import { count } from './words.ts';

const by: Record<Kind, string> = {
  ...{ wall: 'on the phone wall', push: 'by the field app', signal: 'by Signal', whatsapp: 'by WhatsApp' },
  ...{ sms: 'by text', voice: 'by call', email: 'by e-mail' },
};

/** `$0.42` of hundredths of a cent. */
export function dollars(cost: number): string {
  if (cost > 0 && cost < 100) return 'less than a cent';
  return `$${(cost / 10_000).toFixed(2)}`;
}

/** "It costs about $0.42 for 3 people by text." What it costs and by which ways, in a sentence. */
export function costWords({ people, unreachable, cost, ways }: Quote): string {
  const reached = people - unreachable;
  const lost = unreachable > 0 ? ` ${count(unreachable, 'person', 'people')} cannot be reached.` : '';
  if (reached === 0) return people === 0 ? 'Nobody would get it now.' : `Nobody can be reached.${lost}`;
  const [only] = ways;
  const whom =
    ways.length === 1
      ? `${count(reached, 'person', 'people')} ${by[only!.kind]}`
      : ways.map((way) => `${way.people} ${by[way.kind]}`).join(', ');
  return cost === 0
    ? `It costs nothing: ${whom}.${lost}`
    : `It costs about ${dollars(cost)} for ${whom}.${lost}`;
}

/** "3 text messages each (UCS-2, because of “ó”)": how the longest goes by text; null where none does, or one is enough. */
export function partsWords({ text }: Pick<Quote, 'text'>): string | null {
  if (!text) return null;
  const parts = count(text.segments, 'text message');
  const why = text.wide.length > 0 ? `, because of “${text.wide.slice(0, 3).join('”, “')}”` : '';
  return `The longest takes ${parts} (${text.alphabet}${why}).`;
}
