import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { clockTime, type Lang, textLang } from '../../../platform/i18n/index.ts';
import { send } from '../../channels/index.ts';
import {
  type Incident,
  incident,
  incidentOfReports,
  outcomeWords,
  sourcesOf,
} from '../../incidents/index.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';
import { addressOf } from './conversation.ts';

const langOf = (report: store.ReportRow): Lang => textLang([report.language]);

const closedKeys: Record<
  string,
  'endNothing' | 'endOtherAgency' | 'endCannotTell' | 'endDuplicate' | 'endPast' | 'endRights' | 'endSpam'
> = {
  nothing_found: 'endNothing',
  another_agency: 'endOtherAgency',
  cannot_verify: 'endCannotTell',
  duplicate: 'endDuplicate',
  past_event: 'endPast',
  rights_question: 'endRights',
  spam: 'endSpam',
};

/** How a closed report ended, in one sentence without a full stop. */
export const closedWords = (lang: Lang, closedAs: string): string =>
  say(lang, closedKeys[closedAs] ?? 'endSpam');

/** How an incident ended, in the words of its playbook; null while it has not. */
export async function endOfIncident(ctx: Ctx, lang: Lang, ended: Incident): Promise<string | null> {
  if (ended.outcome) return outcomeWords(ctx, ended, lang);
  return ended.verification === 'not_confirmed' ? say(lang, 'endNothing') : null;
}

/** Everyone who reported an incident that has ended hears it, once. */
export async function tellIncident(ctx: Ctx, incidentId: string): Promise<void> {
  const ended = await incident(ctx, incidentId);
  for (const report of await untold(ctx, incidentId, null)) {
    const outcome = await endOfIncident(ctx, langOf(report), ended);
    if (outcome) await tell(ctx, report, outcome);
  }
}

/** It goes on after all: whoever was told hears again how it ends. */
export async function forgetTold(ctx: Ctx, incidentId: string): Promise<void> {
  for (const report of await untold(ctx, incidentId, 'told'))
    await store.updateReport(ctx, report.id, { toldAt: null });
}

/** The reporter of a closed report hears why. Spam is not answered. */
export async function tellClosed(ctx: Ctx, reportId: string): Promise<void> {
  const [report] = await store.selectReports(ctx.tx, ctx.network.id, [reportId], { lock: true });
  if (!report?.closedAs || report.toldAt || report.closedAs === 'spam') return;
  await tell(ctx, report, closedWords(langOf(report), report.closedAs));
}

async function untold(ctx: Ctx, incidentId: string, which: 'told' | null): Promise<store.ReportRow[]> {
  const sources = await sourcesOf(ctx, [incidentId]);
  const ids = sources.map((s) => s.reportId).filter((id) => id !== null);
  const rows = await store.selectReports(ctx.tx, ctx.network.id, ids, { lock: true });
  return rows.filter((r) => (r.toldAt !== null) === (which === 'told'));
}

/** Says it in the thread where there is one; the receipt shows it in any case. */
async function tell(ctx: Ctx, report: store.ReportRow, outcome: string): Promise<void> {
  const to = await addressOf(ctx, report.conversationId);
  if (to) {
    const lang = langOf(report);
    const time = clockTime(lang, report.receivedAt, ctx.network.timeZone);
    const body = say(lang, 'textEnded', { time, outcome });
    await send(ctx, [
      { to, body, language: lang, purpose: 'outcome', subject: report.id, drill: report.drill },
    ]);
  }
  await store.updateReport(ctx, report.id, { toldAt: ctx.now });
  await emit(ctx, { kind: 'report.told', subject: report.id });
}

/** A link was made or undone among the incidents: the report follows. */
export async function followLink(ctx: Ctx, reportId: string): Promise<void> {
  const [row] = await store.selectReports(ctx.tx, ctx.network.id, [reportId], { lock: true });
  if (!row) return;
  const incidentId = (await incidentOfReports(ctx, [reportId])).get(reportId);
  if (incidentId && row.state !== 'linked') {
    await store.updateReport(ctx, reportId, { state: 'linked' });
    await emit(ctx, { kind: 'report.linked', subject: reportId, data: { incident: incidentId } });
  }
  if (!incidentId && row.state === 'linked') {
    const state = row.claimedBy ? 'claimed' : 'new';
    await store.updateReport(ctx, reportId, { state, toldAt: null });
    await emit(ctx, { kind: 'report.unlinked', subject: reportId });
  }
}
