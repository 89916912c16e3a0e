import type { Ctx } from '../../../platform/context.ts';
import * as store from '../store.ts';

/** A message of the ledger, in plain: the server sends it, so it can read it. */
export interface Letter extends Omit<store.LetterRow, 'body'> {
  body: string;
  /** What went with it. */
  file: { name: string; type: string; size: number } | null;
}

/** What was written about these subjects, or to these people, the oldest first. */
export async function lettersOf(
  ctx: Ctx,
  of: { subjects: readonly string[]; personIds: readonly string[] },
): Promise<Letter[]> {
  const rows = await store.selectLetters(ctx, of);
  const files = await fileNames(
    ctx,
    rows.map((r) => r.id),
  );
  return rows.map((row) => ({
    ...row,
    body: ctx.vault.decrypt<string>(row.body, { record: row.id, field: 'body' }),
    file: files.get(row.id) ?? null,
  }));
}

/** What went with these messages, by message. */
export async function fileNames(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, NonNullable<Letter['file']>>> {
  const rows = await store.selectFileNames(ctx, ids);
  return new Map(
    rows.map(({ id, type, size, name }) => [
      id,
      { type, size, name: ctx.vault.decrypt<string>(name, { record: id, field: 'name' }) },
    ]),
  );
}
