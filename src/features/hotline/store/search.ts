import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { ReportKind, SearchRing } from '../contract.ts';

export interface Unsearched {
  id: string;
  report: string;
  kind: ReportKind;
  at: Date;
  words: Sealed;
  contact: Sealed | null;
}

/** Newest first. */
export async function selectPartIds(ctx: Ctx, ring: SearchRing): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from search_parts
    where network_id = ${ctx.network.id} and ring = ${ring} order by at desc, id desc`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

export async function selectParts(
  ctx: Ctx,
  ring: SearchRing,
  ids: readonly string[],
): Promise<{ id: string; index: Sealed }[]> {
  const { rows } = await sql<{ id: string; index: Sealed }>`select id, "index" from search_parts
    where network_id = ${ctx.network.id} and ring = ${ring} and id = any(${ids}::uuid[])`.execute(ctx.tx);
  return rows;
}

/**
 * What no part holds, the oldest first. Drills stay out, and so does what a flood brought until somebody takes it up.
 * What is past its days is gone, so the reports that are looked through are bounded.
 */
export async function selectUnsearched(ctx: Ctx, ring: SearchRing, limit: number): Promise<Unsearched[]> {
  const of = sql`r.network_id = ${ctx.network.id} and not r.drill
    and (r.kind = 'detained') = ${ring === 'legal'} and not (r.queue = 'throttled' and r.state = 'new')`;
  const missing = (id: string) => sql`not exists (select from search_covers c
    where c.network_id = ${ctx.network.id} and c.id = ${sql.ref(id)})`;
  const { rows } = await sql<Unsearched>`
    select r.id, r.id as report, r.kind, r.received_at as at, r.words, r.contact from reports r
      where ${of} and ${missing('r.id')}
    union all
    select a.id, r.id, r.kind, a.at, a.words, null from report_additions a
      join reports r on r.network_id = a.network_id and r.id = a.report_id
      where ${of} and not a.throttled and ${missing('a.id')}
    order by at, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** False, and nothing is written, where a part holds one of these already. One at a time. */
export async function insertPart(
  ctx: Ctx,
  part: { id: string; ring: SearchRing; of: readonly string[]; index: Sealed },
): Promise<boolean> {
  const own = ctx.network.id;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`search ${own}`}, 0))`.execute(ctx.tx);
  const { rows } = await sql`select from search_covers
    where network_id = ${own} and id = any(${part.of}::uuid[])`.execute(ctx.tx);
  if (rows.length > 0) return false;
  await sql`insert into search_parts (network_id, id, ring, at, "index")
    values (${own}, ${part.id}, ${part.ring}, ${ctx.now}, ${part.index})`.execute(ctx.tx);
  await sql`insert into search_covers (network_id, id, part_id)
    select ${own}::uuid, o.id, ${part.id}::uuid from unnest(${part.of}::uuid[]) as o(id)`.execute(ctx.tx);
  return true;
}

/** Deletes every part that holds one of these; their ids. */
export async function deletePartsOf(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const own = ctx.network.id;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`search ${own}`}, 0))`.execute(ctx.tx);
  const { rows } = await sql<{ id: string }>`delete from search_parts where network_id = ${own} and id in (
    select part_id from search_covers where network_id = ${own} and id = any(${ids}::uuid[])
  ) returning id`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/** How many of these are reports, or additions to reports, that this ring reads. */
export async function countReadable(ctx: Ctx, ring: SearchRing, ids: readonly string[]): Promise<number> {
  const own = ctx.network.id;
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select r.kind from reports r where r.network_id = ${own} and r.id = any(${ids}::uuid[])
    union all
    select r.kind from report_additions a join reports r on r.network_id = a.network_id and r.id = a.report_id
      where a.network_id = ${own} and a.id = any(${ids}::uuid[])
  ) as known where (kind = 'detained') = ${ring === 'legal'}`.execute(ctx.tx);
  return rows[0]!.n;
}
