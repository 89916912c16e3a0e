import { capital, count, plain } from '../../../desk/kit/words.ts';
import type { Entry, Finding } from '../contract.ts';
import { findingWord, responses, rules } from './words.ts';

type Data = Record<string, unknown>;
type Say = (data: Data) => string;

const text = (value: unknown) => (typeof value === 'string' ? plain(value) : '');
const number = (value: unknown) => (typeof value === 'number' ? ` #${value}` : '');
const many = (value: unknown) => (typeof value === 'number' ? value : 0);
const finding = (value: unknown) => (typeof value === 'string' ? findingWord(value as Finding) : '');

/** What somebody did with the incident. */
const acts: Record<string, Say> = {
  opened: () => 'opened the incident',
  checking: () => 'began to check it',
  confirmed: ({ rule }) =>
    `confirmed it${typeof rule === 'string' && rule in rules ? `: ${rules[rule as keyof typeof rules]}` : ''}`,
  not_confirmed: (data) => `decided: ${finding(data.finding) || 'not confirmed'}`,
  source_added: ({ undo }) => (undo ? 'put a source back' : 'added a source'),
  source_removed: () => 'took a source out',
  source_changed: () => 'told more about a source',
  merged_in: (data) => `merged${number(data.number)} into this`,
  merged: (data) => `merged this into${number(data.number)}`,
  unmerged: () => 'took a merge back',
  split: (data) => `split off${number(data.number)}`,
  unsplit: () => 'took a split back',
  concluded: ({ outcome }) => `concluded it: ${text(outcome)}`,
  reopened: () => 'opened it again',
  note: () => 'noted',
  'message.moved_in': () => 'moved a message here from another report',
  'message.moved_out': () => 'moved a message of a reporter elsewhere',
  'message.moved_back': () => 'took the move of a message back',
  'callout.started': ({ purpose, wanted }) =>
    `asked for ${count(many(wanted), purpose === 'verify' ? 'verifier' : 'observer')}`,
  'callout.resent': () => 'asked again',
  'callout.closed': () => 'asks nobody further',
  'assignment.may_wait': ({ callSign }) => `let ${text(callSign)} go alone and wait at the meet point`,
  'standdown.sent': ({ reason, people }) =>
    `stood everyone down (${count(many(people), 'person', 'people')}): ${text(reason)}`,
  'assignment.need_seen': () => 'took up the call for help',
  'emergency.handled': () => 'has the emergency in hand',
};

/** What became so, without a person who did it. */
const facts: Record<string, Say> = {
  response: ({ response }) => `Now: ${responses[response as keyof typeof responses] ?? text(response)}`,
  'callout.wave': ({ wave, asked }) => `Wave ${many(wave)}: ${count(many(asked), 'person', 'people')} asked`,
  'callout.filled': ({ people }) => `Enough: ${count(many(people), 'person', 'people')} go`,
  'callout.paused': ({ people }) =>
    `Call-out stopped while it is checked once more: ${count(many(people), 'person waits', 'people wait')}`,
  'callout.resumed': () => 'The call-out goes on',
  'standdown.unacked': ({ callSign }) => `${text(callSign) || 'Somebody'} has not read the stand-down`,
  'assignment.missed': ({ callSign }) => `${text(callSign)} missed a check-in`,
  'assignment.alone': ({ callSign }) => `${text(callSign)} is out alone: the partner does not come`,
  'assignment.waits': ({ callSign }) => `${text(callSign)} waits for another partner`,
  'assignment.nudged': ({ callSign }) => `${text(callSign)} was asked whether they have set off`,
  'assignment.late': ({ callSign }) => `${text(callSign)} has not set off`,
  'assignment.released': ({ callSign }) => `The place of ${text(callSign)} goes to the next`,
  'emergency.contact_told': () => 'The emergency contact was told',
  'emergency.legal_paged': () => 'A lawyer was paged',
};

/** What one of those asked did; `assignment.` stands before it. */
const steps: Record<string, Say> = {
  accepted: ({ etaMinutes }) => `said yes${etaMinutes ? `, in ${many(etaMinutes)} min` : ''}`,
  reserve: () => 'said yes and is in reserve',
  declined: () => 'said no',
  noted: () => 'wrote',
  conduct: () => 'read the conduct card',
  'en-route': () => 'is on the way',
  'on-scene': () => 'is on scene',
  'check-in': () => 'checked in',
  'told-to-move': ({ obeyed }) => `was told to move${obeyed ? ' and obeyed' : ''}`,
  note: () => 'noted',
  picture: () => 'sent a picture',
  finding: (data) => `finds: ${finding(data.finding)}`,
  depart: ({ unsaid }) => (unsaid ? 'has left without saying what they found' : 'has left'),
  'stand-down-ack': () => 'read the stand-down',
  need: ({ who }) => `needs the ${text(who)}`,
  emergency: ({ kind }) => `reports: one of ours is ${text(kind)}`,
  debrief: () => 'sent the debrief',
};

/** One line of the timeline as a sentence: "Quiet Heron began to check it". */
export function sentence(entry: Entry): string {
  const { kind, data } = entry;
  const who = entry.callSign ?? (entry.actorKind === 'resident' ? 'A reporter' : 'Porchlight');
  if (facts[kind]) return facts[kind](data);
  if (acts[kind]) return `${who} ${acts[kind](data)}`;
  const step = kind.startsWith('assignment.') ? steps[kind.slice('assignment.'.length)] : undefined;
  if (step) {
    const one = text(data.callSign) || who;
    return `${one} ${step(data)}${one === who || who === 'Porchlight' ? '' : ` (entered by ${who})`}`;
  }
  return `${who}: ${capital(plain(kind).replaceAll('.', ' '))}`;
}
