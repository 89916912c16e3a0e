import type { Ctx } from '../../../platform/context.ts';
import * as store from '../store.ts';

/** A message of the ledger, in plain: the server sends it, so it can read it. */
export interface Letter extends Omit<store.LetterRow, 'body'> {
  body: string;
}

/** What was written about these subjects, or to these people, the oldest first. */
export async function lettersOf(
  ctx: Ctx,
  of: { subjects: readonly string[]; personIds: readonly string[] },
): Promise<Letter[]> {
  const rows = await store.selectLetters(ctx, of);
  return rows.map((row) => ({
    ...row,
    body: ctx.vault.decrypt<string>(row.body, { record: row.id, field: 'body' }),
  }));
}
