import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

/** The demo's groups, or one of them, to be changed. */
export function selectWallGroups(ctx: Ctx, id?: string): Promise<{ id: string; body: Encrypted }[]> {
  const query = ctx.tx
    .selectFrom('wall_groups')
    .select(['id', 'body'])
    .where('network_id', '=', ctx.network.id);
  return (id ? query.where('id', '=', id).forUpdate() : query.orderBy('id')).execute();
}

export async function insertWallGroup(ctx: Ctx, id: string, body: Encrypted): Promise<void> {
  await ctx.tx.insertInto('wall_groups').values({ network_id: ctx.network.id, id, body }).execute();
}

export async function updateWallGroup(ctx: Ctx, id: string, body: Encrypted): Promise<void> {
  await ctx.tx
    .updateTable('wall_groups')
    .set({ body })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}
