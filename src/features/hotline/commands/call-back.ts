import type { Ctx } from '../../../platform/context.ts';
import { refused } from '../../../platform/problem.ts';
import type { ReportRow } from '../store.ts';
import { load } from './load.ts';

/** A report whose sender asked to be called back. Throws 404 where it is not the actor's to see, 422 where nobody asked. */
export async function reportToCallBack(ctx: Ctx, id: string): Promise<ReportRow> {
  const row = await load(ctx, id);
  if (!row.contact)
    throw refused('They have not asked to be called back.', 'Their telephone may be shared: do not call it.');
  return row;
}
