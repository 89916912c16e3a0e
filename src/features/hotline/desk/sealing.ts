import { call, opener, seal } from '../../../desk/kit/api.ts';
import type { Given } from '../../../platform/http/endpoint.ts';
import { findCrossings } from '../../places/contract.ts';
import { matchCrossing } from '../../places/rules.ts';
import type { AdditionWords, addToReport, ReportWords, sendDeskReport } from '../contract.ts';

type ReportBody = Given<typeof sendDeskReport>['body'];
type AdditionBody = Given<typeof addToReport>['body'];

/** Words that name a crossing are good to about so many metres. */
const crossingAccuracyM = 60;

/** A phoned-in report as it leaves this browser: what the caller said is sealed, the place is found here. */
export async function sealReport(body: ReportBody): Promise<ReportBody> {
  const { what, where, answers, contact, ...facts } = body;
  const rings = [facts.kind === 'detained' ? 'legal' : 'desk'] as const;
  const words: ReportWords = { what: what ?? '', where: where.text ?? null, answers: answers ?? {} };
  const sealed = await seal(rings, body.id, { words, ...(contact ? { contact } : {}) });
  const caller = typeof contact === 'string' ? await opener.tag('desk', contact.replace(/\D/g, '')) : null;
  return {
    ...facts,
    where: where.point ? { point: where.point, accuracyM: where.accuracyM } : await locate(where.text),
    said: sealed.words,
    contact: sealed.contact,
    caller: caller ?? undefined,
  };
}

/** The crossing that the words name, if they do. */
async function locate(text: string | undefined) {
  const { items } = text ? await call(findCrossings, { query: { q: text } }) : { items: [] };
  const found = text && matchCrossing(items, text);
  return found ? { point: { lat: found.lat, lon: found.lon }, accuracyM: crossingAccuracyM } : {};
}

/** What is added to a report, sealed in this browser. */
export async function sealAddition(
  reportId: string,
  { words, answers, contact, ...facts }: AdditionBody,
): Promise<AdditionBody> {
  const said: AdditionWords = { words: words ?? null, answers: answers ?? {} };
  const sealed = await seal(['desk'], facts.id, { words: said });
  const contacts = contact ? await seal(['desk'], reportId, { contact }) : null;
  return { ...facts, said: sealed.words, contact: contacts?.contact };
}
