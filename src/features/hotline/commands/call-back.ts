import type { Ctx } from '../../../platform/context.ts';
import { notFound, refused } from '../../../platform/problem.ts';
import * as store from '../store.ts';

/**
 * A report whose sender asked to be called back; of somebody who was detained for the legal desk alone. Throws 404 where
 * it is not the actor's to see, 422 where nobody asked.
 */
export async function reportToCallBack(ctx: Ctx, id: string): Promise<store.ReportRow> {
  const [row] = await store.selectReports(ctx.tx, ctx.network.id, [id]);
  const ofLegal = ctx.actor.roles.some(({ role }) => role === 'legal');
  const ofDesk = ctx.actor.roles.some(({ role }) => role !== 'legal');
  if (!row || !(row.kind === 'detained' ? ofLegal : ofDesk)) throw notFound('report');
  if (!row.contact)
    throw refused('They have not asked to be called back.', 'Their telephone may be shared: do not call it.');
  return row;
}
