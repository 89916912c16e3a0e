import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';

/** Rows of a feature that belong to a person, and how they follow when two turn out to be one. */
export interface Belonging {
  table: string;
  /** Names the person. */
  column: string;
  /** Rows alike in these are one thing, which nobody has twice; without it one may have any number. */
  once?: readonly string[];
  /** What names a row beside the person; `once` where it is left out, else `id`. */
  key?: readonly string[];
  /** Of two of one thing which is kept, best first; without it their own. The other stays with who goes. */
  best?: RawBuilder<unknown>;
  /** A column in which the one who stays may not stand beside themselves: nobody vouches for themselves. */
  never?: string;
}

/** Of two one goes into the other. */
export interface Merge {
  id: string;
  kept: string;
  gone: string;
}

/** What happened to a row: it changed its person; changed it with a better one's; was put to rest; came of the merge. */
export type Moved = 'moved' | 'swapped' | 'rested' | 'made';

type Key = Record<string, unknown>;

const partOf = ({ table, column }: Pick<Belonging, 'table' | 'column'>) => `${table}.${column}`;
const keyOf = ({ key, once }: Belonging, row: string) => {
  const names = key ?? once ?? ['id'];
  return sql`jsonb_build_object(${sql.join(names.flatMap((n) => [sql.lit(n), sql.ref(`${row}.${n}`)]))})`;
};
const alike = ({ once = [] }: Belonging) =>
  sql.join(
    [sql`true`, ...once.map((n) => sql`${sql.ref(`k.${n}`)} is not distinct from ${sql.ref(`r.${n}`)}`)],
    sql` and `,
  );

/** Rows of who goes become those of who stays, so far as no key forbids it; of two of one thing the better does. */
export async function moveRows(ctx: Ctx, merge: Merge, what: Belonging): Promise<void> {
  const { kept, gone } = merge;
  const [table, person] = [sql.table(what.table), sql.ref(`r.${what.column}`)];
  if (what.best) {
    const { rows } = await sql<{ key: Key }>`select key from (
        select ${keyOf(what, 'r')} as key, ${person} as person, bool_or(${person} = ${kept}) over same as is_double,
          row_number() over (same order by ${what.best}, (${person} = ${kept}) desc) as place
        from ${table} r where r.network_id = ${ctx.network.id} and ${person} in (${kept}, ${gone})
        window same as (partition by r.network_id${sql.join(
          (what.once ?? []).map((n) => sql`, ${sql.ref(`r.${n}`)}`),
          sql``,
        )})) d
      where is_double and place = 1 and person = ${gone}`.execute(ctx.tx);
    for (const { key } of rows) await swap(ctx, merge, what, key);
    await noteRows(
      ctx,
      merge,
      partOf(what),
      rows.map((r) => r.key),
      'swapped',
    );
  }
  const { rows } = await sql<{ key: Key }>`update ${table} r set ${sql.ref(what.column)} = ${kept}
    where r.network_id = ${ctx.network.id} and ${person} = ${gone}
      ${what.never ? sql`and ${sql.ref(`r.${what.never}`)} is distinct from ${kept}` : sql``}
      ${
        what.once
          ? sql`and not exists (select from ${table} k where k.network_id = r.network_id
        and ${sql.ref(`k.${what.column}`)} = ${kept} and ${alike(what)})`
          : sql``
      }
    returning ${keyOf(what, 'r')} as key`.execute(ctx.tx);
  await noteRows(
    ctx,
    merge,
    partOf(what),
    rows.map((r) => r.key),
    'moved',
  );
}

/** What moved returns, where it still is with the one who stayed. */
export async function moveRowsBack(ctx: Ctx, merge: Merge, what: Belonging): Promise<void> {
  const { kept, gone } = merge;
  for (const key of await selectNoted(ctx, merge.id, partOf(what), 'moved'))
    await sql`update ${sql.table(what.table)} r set ${sql.ref(what.column)} = ${gone}
      where r.network_id = ${ctx.network.id} and ${sql.ref(`r.${what.column}`)} = ${kept}
        and to_jsonb(r) @> ${JSON.stringify(key)}::jsonb
        ${
          what.once
            ? sql`and not exists (select from ${sql.table(what.table)} k where k.network_id = r.network_id
          and ${sql.ref(`k.${what.column}`)} = ${gone} and ${alike(what)})`
            : sql``
        }`.execute(ctx.tx);
  for (const key of await selectNoted(ctx, merge.id, partOf(what), 'swapped'))
    await swap(ctx, merge, what, key);
}

/**
 * Two rows of one thing change their persons. Taken out and put in again, since a key looks at each row as it is written
 * and would see both with one person in between.
 */
async function swap(ctx: Ctx, { kept, gone }: Merge, what: Belonging, key: Key): Promise<void> {
  const table = sql.table(what.table);
  const { rows } = await sql<{ row: string }>`delete from ${table} k using ${table} r
    where r.network_id = ${ctx.network.id} and to_jsonb(r) @> ${JSON.stringify(key)}::jsonb
      and ${sql.ref(`r.${what.column}`)} in (${kept}, ${gone})
      and k.network_id = r.network_id and ${sql.ref(`k.${what.column}`)} in (${kept}, ${gone}) and ${alike(what)}
    returning to_jsonb(k)::text as row`.execute(ctx.tx);
  const swapped = [...new Set(rows.map(({ row }) => row))].map((text) => {
    const row = JSON.parse(text);
    return { ...row, [what.column]: row[what.column] === kept ? gone : kept };
  });
  await sql`insert into ${table} select * from jsonb_populate_recordset(null::${table}, ${JSON.stringify(swapped)}::jsonb)`.execute(
    ctx.tx,
  );
}

export async function noteRows(ctx: Ctx, merge: Merge, part: string, keys: Key[], how: Moved): Promise<void> {
  if (keys.length === 0) return;
  await ctx.tx
    .insertInto('merged_rows')
    .values(
      keys.map((key) => ({
        ...{ network_id: ctx.network.id, merge_id: merge.id, gone_id: merge.gone, part, how },
        key: JSON.stringify(key),
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute();
}

export async function selectNoted(ctx: Ctx, mergeId: string, part: string, how: Moved): Promise<Key[]> {
  const rows = await ctx.tx
    .selectFrom('merged_rows')
    .select('key')
    .where('network_id', '=', ctx.network.id)
    .where('merge_id', '=', mergeId)
    .where('part', '=', part)
    .where('how', '=', how)
    .execute();
  return rows.map(({ key }) => key as Key);
}

/** The merge stands: nothing comes back any more. */
export async function forgetMerged(ctx: Ctx, goneId: string): Promise<void> {
  await ctx.tx
    .deleteFrom('merged_rows')
    .where('network_id', '=', ctx.network.id)
    .where('gone_id', '=', goneId)
    .execute();
}

/** What is known of a person here and belongs to whoever stays of two. */
export const belongings: readonly Belonging[] = [
  { table: 'trust_marks', column: 'person_id', once: ['kind', 'source'] },
  { table: 'vouches', column: 'person_id', key: ['id'], once: ['by', 'kind', 'withdrawn_at'], never: 'by' },
  { table: 'suspensions', column: 'person_id', key: ['id'], once: ['lifted_at'] },
  { table: 'complaints', column: 'person_id' },
  { table: 'people_alarms', column: 'person_id' },
];
