import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export interface GroupRow {
  id: string;
  channelId: string;
  n: number;
  groupId: Encrypted;
  groupKey: Buffer;
  toldAt: Date | null;
}

/** The groups of a channel in their order; of all channels where it is null. */
export const selectGroups = (ctx: Ctx, channelId: string | null): Promise<GroupRow[]> =>
  ctx.tx
    .selectFrom('channel_groups')
    .select([
      'id',
      'channel_id as channelId',
      'n',
      'group_id as groupId',
      'group_key as groupKey',
      'told_at as toldAt',
    ])
    .where('network_id', '=', ctx.network.id)
    .$if(channelId !== null, (q) => q.where('channel_id', '=', channelId!))
    .orderBy('n')
    .execute();

/** False when that group belongs to a channel already. */
export async function insertGroup(ctx: Ctx, row: Omit<GroupRow, 'toldAt'>): Promise<boolean> {
  const made = await ctx.tx
    .insertInto('channel_groups')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      channel_id: row.channelId,
      n: row.n,
      group_id: row.groupId,
      group_key: row.groupKey,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function updateGroup(
  ctx: Ctx,
  id: string,
  seen: { present: boolean; administered: boolean; locked: boolean; told_at: Date | null },
): Promise<void> {
  await ctx.tx
    .updateTable('channel_groups')
    .set(seen)
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** Lets go of a channel's groups and of what was seen in them. */
export async function deleteGroups(ctx: Ctx, channelId: string): Promise<void> {
  for (const table of ['channel_seats', 'channel_groups'] as const)
    await ctx.tx
      .deleteFrom(table)
      .where('network_id', '=', ctx.network.id)
      .where('channel_id', '=', channelId)
      .execute();
}
