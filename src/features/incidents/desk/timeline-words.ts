import { capital, plain } from '../../../desk/kit/words.ts';
import type { Entry, Finding } from '../contract.ts';
import { findingWord, responses, rules } from './words.ts';

type Say = (data: Record<string, unknown>) => string;

const text = (value: unknown) => (typeof value === 'string' ? plain(value) : '');
const number = (value: unknown) => (typeof value === 'number' ? ` #${value}` : '');

/** Kinds of entries that need more than their own name. What another feature writes falls back to its name. */
const known: Record<string, Say> = {
  opened: () => 'opened the incident',
  checking: () => 'began to check it',
  confirmed: ({ rule }) =>
    `confirmed it${typeof rule === 'string' && rule in rules ? `: ${rules[rule as keyof typeof rules]}` : ''}`,
  not_confirmed: ({ finding }) =>
    `decided: ${typeof finding === 'string' ? findingWord(finding as Finding) : 'not confirmed'}`,
  response: ({ response }) => `response: ${responses[response as keyof typeof responses] ?? text(response)}`,
  source_added: ({ undo }) => (undo ? 'put a source back' : 'added a source'),
  source_removed: () => 'took a source out',
  source_changed: () => 'learnt more about a source',
  merged_in: (data) => `merged${number(data.number)} into this`,
  merged: (data) => `merged this into${number(data.number)}`,
  unmerged: () => 'took a merge back',
  split: (data) => `split off${number(data.number)}`,
  unsplit: () => 'took a split back',
  concluded: ({ outcome }) => `concluded it: ${text(outcome)}`,
  reopened: () => 'opened it again',
  note: () => 'noted',
};

/** One line of the timeline as a sentence: "Quiet Heron began to check it". */
export function sentence(entry: Entry): string {
  const who = entry.callSign ?? (entry.actorKind === 'resident' ? 'A reporter' : 'Porchlight');
  const say = known[entry.kind];
  if (say) return `${who} ${say(entry.data)}`;
  const details = ['callSign', 'role', 'purpose', 'finding', 'reason', 'outcome', 'kind', 'order']
    .map((name) => text(entry.data[name]))
    .filter(Boolean);
  return `${who}: ${capital(plain(entry.kind).replaceAll('.', ' '))}${details.length ? ` (${details.join(', ')})` : ''}`;
}
