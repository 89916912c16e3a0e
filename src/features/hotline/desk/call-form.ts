import type { Answer, Given } from '../../../platform/http/endpoint.ts';
import type { Playbook } from '../../playbooks/contract.ts';
import type { addToReport, sendDeskReport } from '../contract.ts';

/** The form of one call: everything by question id, as the draft is kept. `live` is now or before. */
export type Fields = Record<string, string>;
export type Lang = 'en' | 'es' | 'zh';

/** One call from the first ring to the goodbye. */
export interface CallState {
  /** Of the draft and of the report: sending twice is one report. */
  id: string;
  fields: Fields;
  /** Once it was sent. */
  receipt: string | null;
  /** What of it the server has. */
  sent: Fields;
  /** The telephone call that it was begun in. */
  call?: string;
  /** Of the next addition. */
  additionId: string;
}

/** What the form holds that is no question of the playbook. */
const own = new Set([
  'what',
  'where',
  'live',
  'language',
  'kind',
  'contact',
  'lat',
  'lon',
  'first-hand',
  'seen-at',
  'drill',
]);

export const isReady = ({ what, where, live }: Fields) => Boolean(what?.trim() && where?.trim() && live);

const answersOf = (fields: Fields, without: Fields = {}) => {
  const answers = Object.entries(fields)
    .filter(([id, answer]) => !own.has(id) && answer.trim() !== '' && without[id] !== answer)
    .map(([id, answer]) => [id, answer.trim()] as const);
  return answers.length > 0 ? Object.fromEntries(answers) : undefined;
};

const firstHandOf = (fields: Fields) => (fields['first-hand'] ? fields['first-hand'] === 'saw' : undefined);

/** A time of day ("20:05" on this clock) as the last such moment. */
export function lastMoment(time: string | undefined, now: Date): string | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time ?? '') ?? [];
  if (!hours || !minutes) return undefined;
  const at = new Date(now);
  at.setHours(Number(hours), Number(minutes), 0, 0);
  if (at > now) at.setDate(at.getDate() - 1);
  return at.toISOString();
}

/** How exact a crossing is that was chosen by name, in metres. */
const crossingAccuracyM = 30;

export function reportOf({ id, fields }: CallState, now: Date): Given<typeof sendDeskReport>['body'] {
  const point = fields.lat && fields.lon ? { lat: Number(fields.lat), lon: Number(fields.lon) } : undefined;
  return {
    id,
    kind: fields.kind === 'detained' ? 'detained' : 'sighting',
    what: fields.what!.trim(),
    where: { text: fields.where!.trim(), point, accuracyM: point && crossingAccuracyM },
    tense: fields.live === 'before' ? 'before' : 'now',
    language: fields.language || 'en',
    seenAt: lastMoment(fields['seen-at'], now),
    firstHand: firstHandOf(fields),
    answers: answersOf(fields),
    contact: fields.contact?.trim() || undefined,
    drill: fields.drill ? true : undefined,
  };
}

/** What was written after it was sent; null when there is nothing new. */
export function additionOf({
  fields,
  sent,
  additionId,
}: CallState): Given<typeof addToReport>['body'] | null {
  const changed = (id: string) =>
    fields[id]?.trim() && fields[id] !== sent[id] ? fields[id].trim() : undefined;
  const words = [changed('what'), changed('where') && `Where: ${changed('where')}`]
    .filter(Boolean)
    .join('\n');
  const answers = answersOf(fields, sent);
  const firstHand = changed('first-hand') ? firstHandOf(fields) : undefined;
  const contact = changed('contact');
  if (!words && !answers && firstHand === undefined && !contact) return null;
  return { id: additionId, words: words || undefined, answers, firstHand, contact };
}

/** Questions asked after the first three. */
export const furtherQuestions = (playbook: Playbook) =>
  playbook.questions.filter(({ page, id }) => page === 'more' && id !== 'picture');

export type Sent = Answer<typeof sendDeskReport>;
