import type { Ctx } from '../../../platform/context.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { setOffDue } from '../rules.ts';
import * as store from '../store.ts';
import { endLateAndAlone, writeChange } from './wait.ts';

/** From now on these are expected to set off, in the time that they named or that was wanted. */
export async function expectSetOff(
  ctx: Ctx,
  rows: store.AssignmentRow[],
  callouts: ReadonlyMap<string, store.CalloutRow>,
): Promise<void> {
  const due = rows.map((row) => ({
    id: row.id,
    at: setOffDue(ctx.now, row.etaAt, callouts.get(row.calloutId)!.minutes),
  }));
  await store.setSetOffDue(ctx, due);
  await endLateAndAlone(ctx, rows);
  for (const { id, at } of due) await enqueue(ctx, 'callouts.setOff', { assignment: id }, at, setOffKey(id));
}

/** They wait again, so nobody asks where they are. */
export const stopExpecting = (ctx: Ctx, ids: string[]): Promise<void> =>
  writeChange(ctx, ids, { set_off_due_at: null, nudged_at: null, late_at: null });

export const setOffKey = (id: string) => `set off ${id}`;
