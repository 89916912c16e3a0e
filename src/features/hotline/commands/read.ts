import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { mediaOf } from '../../evidence/index.ts';
import { sourcesOf } from '../../incidents/index.ts';
import type { SentReport, SentReportDetail } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { load } from './load.ts';
import { present } from './present.ts';

const shown = 200;

export interface Wanted {
  open: boolean;
  queue: 'normal' | 'throttled';
  incident?: string | undefined;
}

/** What the desk works on, the oldest first; or the closed, the newest first; or an incident's. */
export async function list(ctx: Ctx, wanted: Wanted) {
  authorize(policy, ctx.actor, 'read', 'report');
  const items = await present(ctx, await rowsOf(ctx, wanted));
  return { items, ...(await store.countHidden(ctx.tx, ctx.network.id)) };
}

/** The reports linked to an incident, as the desk reads them. */
export const reportsOfIncident = async (ctx: Ctx, incidentId: string): Promise<SentReport[]> =>
  (await list(ctx, { open: true, queue: 'normal', incident: incidentId })).items;

async function rowsOf(ctx: Ctx, wanted: Wanted): Promise<store.ReportRow[]> {
  const { tx, network } = ctx;
  if (wanted.incident) {
    const sources = await sourcesOf(ctx, [wanted.incident]);
    return store.selectReports(
      tx,
      network.id,
      sources.map((s) => s.reportId).filter((id) => id !== null),
    );
  }
  if (!wanted.open) return store.selectClosed(tx, network.id, shown);
  return (await store.selectOpen(tx, network.id, wanted.queue, shown)).reverse();
}

export async function detail(ctx: Ctx, id: string): Promise<SentReportDetail> {
  authorize(policy, ctx.actor, 'read', 'report');
  return detailOf(ctx, await load(ctx, id));
}

/** A report with everything; the caller has made sure that the actor may see it. */
export async function detailOf(ctx: Ctx, row: store.ReportRow): Promise<SentReportDetail> {
  const [report] = await present(ctx, [row]);
  return {
    ...report!,
    contact: row.contact && boxOf(row.contact, { record: row.id, field: 'contact' }),
    media: await mediaOf(ctx, [row.id]),
  };
}

/** What only the legal desk may open; it has authorized that itself. Throws 404. */
export async function restrictedReport(ctx: Ctx, id: string): Promise<SentReportDetail> {
  const [row] = await store.selectReports(ctx.tx, ctx.network.id, [id]);
  if (row?.kind !== 'detained') throw notFound('report');
  return detailOf(ctx, row);
}

/** Whether this is a report of somebody detained that nobody has closed. */
export async function isOpenDetention(ctx: Ctx, id: string): Promise<boolean> {
  const [row] = await store.selectReports(ctx.tx, ctx.network.id, [id]);
  return row?.kind === 'detained' && row.state !== 'closed';
}

/** The language of each restricted report. */
export async function restrictedLanguages(ctx: Ctx, ids: string[]): Promise<Map<string, string>> {
  const rows = await store.selectReports(ctx.tx, ctx.network.id, ids);
  return new Map(rows.map((r) => [r.id, r.language]));
}
