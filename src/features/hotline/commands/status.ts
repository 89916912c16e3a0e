import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { daysKept } from '../../holds/index.ts';
import { incident, incidentOfReports } from '../../incidents/index.ts';
import type { Question } from '../contract.ts';
import { say } from '../messages.ts';
import { receiptKey } from '../receipt.ts';
import * as store from '../store.ts';
import { questionKey } from './desk.ts';
import { closedWords, endOfIncident } from './tell.ts';

/** What a receipt shows: no more than the reporter may know. */
export interface Status {
  reportId: string;
  receivedAt: Date;
  kind: store.ReportRow['kind'];
  /** Where it stands, in one sentence. */
  words: string;
  /** For how many days it is kept after its end, and when that is over; null while it has not ended. */
  keptDays: number;
  keptUntil: Date | null;
  /** A question of the desk, in the reader's language, and which it is. */
  question: string | null;
  asked: Question | null;
}

/** The state of the report behind a receipt; null where there is none. */
export async function statusOf(ctx: Ctx, lang: Lang, receipt: string): Promise<Status | null> {
  const id = await store.selectIdByReceipt(ctx.tx, ctx.network.id, receiptKey(ctx.vault, receipt));
  const [row] = id ? await store.selectReports(ctx.tx, ctx.network.id, [id]) : [];
  if (!row) return null;
  const asked = row.state === 'needs_information' ? row.asked : null;
  return {
    reportId: row.id,
    receivedAt: row.receivedAt,
    kind: row.kind,
    words: await stateWords(ctx, lang, row),
    ...(await keptOf(ctx, row)),
    question: asked && say(lang, questionKey[asked]),
    asked,
  };
}

async function keptOf(ctx: Ctx, { kind, receivedAt, closedAt, toldAt }: store.ReportRow) {
  const keptDays = await daysKept(ctx, kind === 'detained' ? 'intake' : 'report', receivedAt);
  const ended = closedAt ?? toldAt;
  return { keptDays, keptUntil: ended && plusMinutes(ended, keptDays * 24 * 60) };
}

async function stateWords(ctx: Ctx, lang: Lang, row: store.ReportRow): Promise<string> {
  if (row.kind === 'detained') return say(lang, 'statusLegal');
  if (row.closedAs) return say(lang, 'statusEnded', { outcome: closedWords(lang, row.closedAs) });
  if (row.state === 'new') return say(lang, 'statusWaiting');
  if (row.state !== 'linked') return say(lang, 'statusLooking');
  const incidentId = (await incidentOfReports(ctx, [row.id])).get(row.id);
  if (!incidentId) return say(lang, 'statusLooking');
  const found = await incident(ctx, incidentId);
  const outcome = await endOfIncident(ctx, lang, found);
  if (outcome) return say(lang, 'statusEnded', { outcome });
  if (found.verification === 'confirmed') return say(lang, 'statusConfirmed');
  return say(lang, found.verification === 'checking' ? 'statusChecking' : 'statusLinked');
}
