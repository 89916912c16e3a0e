import type { Ctx } from '../../../platform/context.ts';

/** Whether puzzles are asked for; they are not until an admin says so. */
export async function selectPuzzles(ctx: Ctx): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('call_settings')
    .select('puzzles')
    .where('network_id', '=', ctx.network.id)
    .executeTakeFirst();
  return row?.puzzles ?? false;
}

export async function upsertSettings(ctx: Ctx, puzzles: boolean): Promise<void> {
  const set = { puzzles, by: ctx.actor.personId, at: ctx.now };
  await ctx.tx
    .insertInto('call_settings')
    .values({ network_id: ctx.network.id, ...set })
    .onConflict((c) => c.column('network_id').doUpdateSet(set))
    .execute();
}
