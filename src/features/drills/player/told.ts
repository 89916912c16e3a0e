import type { PhoneMessage } from '../../channels/contract.ts';
import { readTimeline } from '../../incidents/contract.ts';
import { readCurrentPlaybook } from '../../playbooks/contract.ts';
import { type Case, everyoneAsked } from './case.ts';
import type { Member } from './crew.ts';
import { readStatus, type Sent } from './residents.ts';
import { type Show, tryTo } from './show.ts';

/** What every incident leaves on its timeline, and what one leaves where people went. */
const landmarks = ['opened', 'checking', 'concluded'];
const steps = ['on-scene', 'finding', 'stand-down-ack', 'depart', 'debrief'];
const sending = ['callout.started', 'standdown.sent', ...steps.map((step) => `assignment.${step}`)];

/** After the end: everyone who reported or was asked has heard it, every message said "drill", nothing is missing. */
export const checkTold = (show: Show, ended: Case) =>
  tryTo(show, '', async () => {
    const endings = await endingsOf(show, ended);
    await everyone(show, 'expected.told', ended.sent, (sent) => hasHeard(show, sent, endings));
    const asked = everyoneAsked(ended);
    await everyone(show, 'expected.heard', asked, async (member) =>
      (await heardBy(show, member)).some((m) => m.purpose === 'outcome'),
    );
    await checkTimeline(show, ended);
    await checkMarks(show, ended);
  });

/** Waits until all have heard, and writes down how many did. Nobody is nobody missing. */
async function everyone<T>(
  show: Show,
  kind: 'expected.told' | 'expected.heard',
  all: T[],
  hears: (one: T) => Promise<boolean>,
): Promise<void> {
  if (all.length === 0) return;
  const left = new Set(all);
  await show.stage.waitFor(async () => {
    for (const one of left) if (await hears(one)) left.delete(one);
    return left.size === 0;
  });
  await show.note(kind, '', { count: all.length - left.size, of: all.length }, left.size === 0);
}

/** How the incident ended, in each language; nothing for a report that was closed without one. */
async function endingsOf(show: Show, { incidentId, expected }: Case): Promise<string[]> {
  if (!incidentId) return [];
  const { playbook } = await show.dispatcher.call(readCurrentPlaybook, {});
  const label = playbook.outcomes.find((o) => o.id === expected.outcome)?.label;
  return label ? Object.values(label) : [];
}

/** By text where they texted; else the page of their receipt says it. */
async function hasHeard(show: Show, sent: Sent, endings: string[]): Promise<boolean> {
  const { phone, receiptPath, saidAtFirst, at } = sent;
  if (phone) return (await show.phones.heard(phone, at)).some((m) => m.purpose === 'outcome');
  const said = await readStatus(show, receiptPath!);
  return endings.length > 0 ? endings.some((ending) => said.includes(ending)) : said !== saidAtFirst;
}

const heardBy = async (show: Show, { callSign, askedAt }: Member): Promise<PhoneMessage[]> =>
  show.phones.heard(await show.phones.of(callSign), askedAt);

async function checkTimeline(show: Show, { incidentId, crews, expected }: Case): Promise<void> {
  if (!incidentId) return;
  const { items } = await show.dispatcher.call(readTimeline, { params: { id: incidentId } });
  const kinds = new Set(items.map((entry) => entry.kind));
  const verdict = expected.verification.replace('-', '_');
  const wanted = [...landmarks, verdict, ...(crews.length > 0 ? sending : [])];
  const missing = wanted.filter((kind) => !kinds.has(kind));
  await show.note('expected.timeline', '', { missing: missing.join(', ') || 'none' }, missing.length === 0);
}

/** Every message that this case caused says that it is a drill. */
async function checkMarks(show: Show, ended: Case): Promise<void> {
  const messages: PhoneMessage[] = [];
  for (const { phone, at } of ended.sent) if (phone) messages.push(...(await show.phones.heard(phone, at)));
  for (const member of everyoneAsked(ended)) messages.push(...(await heardBy(show, member)));
  if (messages.length === 0) return;
  const count = messages.filter((m) => m.drill).length;
  await show.note('expected.marked', '', { count, of: messages.length }, count === messages.length);
}
