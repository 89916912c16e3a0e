import type { Ctx } from '../../../platform/context.ts';

/** Chapters that run beside their old chat. */
export async function selectBeside(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.tx
    .selectFrom('old_chats')
    .select('chapter_id')
    .where('network_id', '=', ctx.network.id)
    .execute();
  return rows.map((r) => r.chapter_id);
}

/** False when it was so already. */
export async function setBeside(ctx: Ctx, chapterId: string, beside: boolean, by: string): Promise<boolean> {
  if (beside) {
    const { numInsertedOrUpdatedRows } = await ctx.tx
      .insertInto('old_chats')
      .values({ network_id: ctx.network.id, chapter_id: chapterId, by, since: ctx.now })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('old_chats')
    .where('network_id', '=', ctx.network.id)
    .where('chapter_id', '=', chapterId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
