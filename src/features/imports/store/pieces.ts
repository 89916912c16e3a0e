import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

/** False where that piece is there already. */
export async function insertPiece(
  ctx: Ctx,
  piece: { id: string; importId: string; n: number; body: Encrypted },
): Promise<boolean> {
  const { id, importId, n, body } = piece;
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('import_pieces')
    .values({ network_id: ctx.network.id, id, import_id: importId, n, body })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function selectPiece(
  ctx: Ctx,
  importId: string,
  n: number,
): Promise<{ id: string; body: Encrypted } | null> {
  const row = await ctx.tx
    .selectFrom('import_pieces')
    .select(['id', 'body'])
    .where('network_id', '=', ctx.network.id)
    .where('import_id', '=', importId)
    .where('n', '=', n)
    .executeTakeFirst();
  return row ?? null;
}

export async function deletePieces(ctx: Ctx, importId: string): Promise<void> {
  await ctx.tx
    .deleteFrom('import_pieces')
    .where('network_id', '=', ctx.network.id)
    .where('import_id', '=', importId)
    .execute();
}
