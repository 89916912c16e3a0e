import type { Ctx } from '../../../platform/context.ts';
import { tellReaders } from '../../../platform/db/index.ts';

export interface OrderRow {
  id: string;
  verb: 'ring' | 'out' | 'move' | 'stop';
  legId: string | null;
  callId: string | null;
  attempts: number;
}

export async function insertOrders(ctx: Ctx, rows: Omit<OrderRow, 'attempts'>[]): Promise<void> {
  if (rows.length === 0) return;
  tellReaders(ctx.tx);
  await ctx.tx
    .insertInto('call_orders')
    .values(
      rows.map((r) => ({
        network_id: ctx.network.id,
        id: r.id,
        verb: r.verb,
        leg_id: r.legId,
        call_id: r.callId,
        due_at: ctx.now,
      })),
    )
    .execute();
}

/** Takes what is due and puts it off until `until`, so that a crash only delays it. */
export async function takeOrders(ctx: Ctx, limit: number, until: Date): Promise<OrderRow[]> {
  const due = await ctx.tx
    .selectFrom('call_orders')
    .select(['id', 'verb', 'leg_id as legId', 'call_id as callId', 'attempts'])
    .where('network_id', '=', ctx.network.id)
    .where('state', '=', 'due')
    .where('due_at', '<=', ctx.now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .$castTo<OrderRow>()
    .execute();
  if (due.length > 0)
    await ctx.tx
      .updateTable('call_orders')
      .set((e) => ({ attempts: e('attempts', '+', 1), due_at: until }))
      .where('network_id', '=', ctx.network.id)
      .where(
        'id',
        'in',
        due.map((o) => o.id),
      )
      .execute();
  return due;
}

/** The carrier did not take it: tried again then. */
export async function putOff(ctx: Ctx, id: string, until: Date): Promise<void> {
  await ctx.tx
    .updateTable('call_orders')
    .set({ due_at: until })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

export async function settleOrder(ctx: Ctx, id: string, state: 'done' | 'failed'): Promise<void> {
  await ctx.tx
    .updateTable('call_orders')
    .set({ state })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}
