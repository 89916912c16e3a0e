import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Counts, Field, Format, ImportKind, State } from '../contract.ts';

export interface ImportRow {
  id: string;
  kind: ImportKind;
  chapterId: string;
  by: string;
  at: Date;
  state: State;
  stateAt: Date;
  format: Format | null;
  head: Encrypted | null;
  fields: Field[];
  tell: boolean;
  done: number;
  rows: number | null;
  counts: Partial<Counts>;
  appliedAt: Date | null;
}

const imports = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('imports')
    .select([
      ...(['id', 'kind', 'chapter_id as chapterId', 'by', 'at', 'state', 'state_at as stateAt'] as const),
      ...(['format', 'head', 'fields', 'tell', 'done', 'rows', 'counts', 'applied_at as appliedAt'] as const),
    ])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<Pick<ImportRow, 'kind' | 'state' | 'format' | 'fields' | 'counts'>>();

/** The newest first, of these chapters; of all where null. */
export const selectImports = (ctx: Ctx, chapterIds: string[] | null, limit: number): Promise<ImportRow[]> =>
  imports(ctx)
    .$if(chapterIds !== null, (q) => q.where((e) => e('chapter_id', '=', e.fn.any(e.val(chapterIds!)))))
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();

export const selectImport = async (ctx: Ctx, id: string): Promise<ImportRow | null> =>
  (await imports(ctx).where('id', '=', id).executeTakeFirst()) ?? null;

/** Held until the transaction ends: one act at a time on an import. */
export const lockImport = async (ctx: Ctx, id: string): Promise<ImportRow | null> =>
  (await imports(ctx).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

/** The next with work in the background, for whoever takes it. */
export const takeAtWork = async (ctx: Ctx): Promise<ImportRow | null> =>
  (await imports(ctx)
    .where('state', 'in', ['looking', 'applying', 'undoing'])
    .orderBy('state_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()) ?? null;

export async function isAnyAtWork(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select from imports
    where network_id = ${ctx.network.id} and state in ('looking', 'applying', 'undoing')) as any`.execute(
    ctx.tx,
  );
  return rows[0]!.any;
}

/** False when the id is known. */
export async function insertImport(
  ctx: Ctx,
  row: Pick<ImportRow, 'id' | 'kind' | 'chapterId' | 'by'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('imports')
    .values({
      ...{ network_id: ctx.network.id, id: row.id, kind: row.kind, chapter_id: row.chapterId, by: row.by },
      ...{ at: ctx.now, state: 'reading', state_at: ctx.now },
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

type Change = Partial<Omit<ImportRow, 'id' | 'kind' | 'chapterId' | 'by' | 'at' | 'stateAt'>>;

export async function updateImport(ctx: Ctx, id: string, change: Change): Promise<void> {
  const { state, format, head, fields, tell, done, rows, counts, appliedAt } = change;
  await ctx.tx
    .updateTable('imports')
    .set({
      ...(state && { state, state_at: ctx.now }),
      ...(format !== undefined && { format: format && JSON.stringify(format) }),
      ...(head !== undefined && { head }),
      ...(fields && { fields }),
      ...(tell !== undefined && { tell }),
      ...(done !== undefined && { done }),
      ...(rows !== undefined && { rows }),
      ...(counts && { counts: JSON.stringify(counts) }),
      ...(appliedAt !== undefined && { applied_at: appliedAt }),
    })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** Imports whose upload has lain for longer than it may, in these states. */
export async function selectOver(ctx: Ctx, before: Date): Promise<{ id: string; state: State }[]> {
  return ctx.tx
    .selectFrom('imports')
    .select(['id', 'state'])
    .where('network_id', '=', ctx.network.id)
    .where('at', '<=', before)
    .where((e) =>
      e.or([
        e('state', 'in', ['reading', 'mapping', 'looking', 'looked']),
        e('head', 'is not', null),
        e.exists(
          e
            .selectFrom('import_asks as a')
            .select('a.id')
            .whereRef('a.network_id', '=', 'imports.network_id')
            .whereRef('a.import_id', '=', 'imports.id')
            .where('a.body', 'is not', null),
        ),
      ]),
    )
    .$narrowType<{ state: State }>()
    .execute();
}

/** Imports and all that is known of them, for those whose time is over. */
export async function deleteImports(ctx: Ctx, ids: string[]): Promise<void> {
  for (const table of [
    'import_pieces',
    'import_faults',
    'import_made',
    'import_seats',
    'import_asks',
  ] as const)
    await ctx.tx
      .deleteFrom(table)
      .where('network_id', '=', ctx.network.id)
      .where((e) => e('import_id', '=', e.fn.any(e.val(ids))))
      .execute();
  await ctx.tx
    .deleteFrom('imports')
    .where('network_id', '=', ctx.network.id)
    .where((e) => e('id', '=', e.fn.any(e.val(ids))))
    .execute();
}

export async function selectOldest(ctx: Ctx, before: Date): Promise<string[]> {
  const rows = await ctx.tx
    .selectFrom('imports')
    .select('id')
    .where('network_id', '=', ctx.network.id)
    .where('at', '<=', before)
    .where('state', 'in', ['applied', 'undone', 'dropped'])
    .execute();
  return rows.map((r) => r.id);
}
