import { count } from '../../../desk/kit/words.ts';
import type { Thing, ThingKind } from '../contract.ts';

const names: Record<ThingKind, [one: string, many: string]> = {
  call: ['caller on the line', 'callers on the line'],
  incident: ['incident led', 'incidents led'],
  report: ['claimed report', 'claimed reports'],
  thread: ['conversation given to them', 'conversations given to them'],
  callback: ['promised call', 'promised calls'],
  page: ['page answered with “I have it”', 'pages answered with “I have it”'],
  draft: ['unsent form', 'unsent forms'],
};

/** "2 claimed reports, 1 unsent form" */
export function inShort(things: readonly Pick<Thing, 'kind'>[]): string {
  const kinds = Object.keys(names) as ThingKind[];
  const parts = kinds.flatMap((kind) => {
    const n = things.filter((t) => t.kind === kind).length;
    return n === 0 ? [] : [count(n, ...names[kind])];
  });
  return parts.length > 0 ? parts.join(', ') : 'nothing open';
}

const one: Record<ThingKind, string> = {
  call: 'Caller on the line',
  incident: 'Incident',
  report: 'Report',
  thread: 'Conversation',
  callback: 'Promised call',
  page: 'Page answered',
  draft: 'Unsent form',
};

/** "Incident #12, Roosevelt Av & 82 St" */
export const nameOf = ({ kind, number, about }: Thing): string =>
  `${one[kind]}${number === null ? '' : ` #${number}`}${about ? `, ${about}` : ''}`;
