import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Mark } from '../../../platform/keeping.ts';
import type { BranchKind } from '../../playbooks/index.ts';
import type { Line } from '../contract.ts';

export interface KindRow {
  id: string;
  kind: BranchKind;
  callId: string | null;
  by: string;
}

/** The same id again changes nothing; of one call the last word counts. */
export async function upsertKind(ctx: Ctx, row: KindRow): Promise<void> {
  await sql`insert into call_kinds (network_id, id, kind, call_id, by, at)
    values (${ctx.network.id}, ${row.id}, ${row.kind}, ${row.callId}, ${row.by}, ${ctx.now})
    on conflict do nothing`.execute(ctx.tx);
  if (!row.callId) return;
  await sql`update call_kinds set kind = ${row.kind}, by = ${row.by}
    where network_id = ${ctx.network.id} and call_id = ${row.callId}`.execute(ctx.tx);
}

/** Of which kind these calls were, where somebody wrote it down. */
export async function selectKinds(ctx: Ctx, callIds: readonly string[]): Promise<Map<string, BranchKind>> {
  const { rows } = await sql<{
    callId: string;
    kind: BranchKind;
  }>`select call_id as "callId", kind from call_kinds
    where network_id = ${ctx.network.id} and call_id = any(${callIds}::uuid[])`.execute(ctx.tx);
  return new Map(rows.map((r) => [r.callId, r.kind]));
}

/** How many of each kind came since then: on these lines, or by a telephone that is none of ours. */
export async function countKinds(
  ctx: Ctx,
  lines: readonly Line[],
  since: Date,
): Promise<{ kind: BranchKind; n: number }[]> {
  const { rows } = await sql<{ kind: BranchKind; n: number }>`
    select k.kind, count(*)::int as n from call_kinds k
    left join calls c on c.network_id = k.network_id and c.id = k.call_id
    where k.network_id = ${ctx.network.id} and k.at > ${since}
      and (k.call_id is null or c.line = any(${lines}::text[]))
    group by k.kind order by n desc, k.kind`.execute(ctx.tx);
  return rows;
}

/** Those written down by then, the oldest first. */
export async function selectKindsOver(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<{ id: string; callId: string | null; by: string; at: Date }[]> {
  const after = mark ? sql`and (at, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<{ id: string; callId: string | null; by: string; at: Date }>`
    select id, call_id as "callId", by, at from call_kinds
    where network_id = ${ctx.network.id} and at <= ${by} ${after} order by at, id limit ${limit}`.execute(
    ctx.tx,
  );
  return rows;
}

export async function deleteKinds(ctx: Ctx, ids: string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from call_kinds
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`.execute(ctx.tx);
  return Number(numAffectedRows);
}
