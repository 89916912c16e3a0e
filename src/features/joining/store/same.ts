import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { State } from '../../people/index.ts';

export interface LikenessRow {
  a: string;
  b: string;
  percent: number;
}

/** A pair has one row, whichever way round. */
export const ordered = (one: string, other: string): [string, string] =>
  one < other ? [one, other] : [other, one];

/** What is known already stays as it was decided. */
export async function insertLikenesses(ctx: Ctx, rows: LikenessRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += 1000)
    await ctx.tx
      .insertInto('likenesses')
      .values(rows.slice(i, i + 1000).map((row) => ({ network_id: ctx.network.id, at: ctx.now, ...row })))
      .onConflict((c) => c.columns(['network_id', 'a', 'b']).doNothing())
      .execute();
}

/** Nobody has decided yet, the likeliest first. */
export async function selectAlike(ctx: Ctx, limit: number): Promise<LikenessRow[]> {
  return ctx.tx
    .selectFrom('likenesses')
    .select(['a', 'b', 'percent'])
    .where('network_id', '=', ctx.network.id)
    .where('decided', 'is', null)
    .orderBy('percent', 'desc')
    .orderBy('at')
    .orderBy('a')
    .limit(limit)
    .execute();
}

/** False where there is no such pair that is open. */
export async function decide(
  ctx: Ctx,
  pair: [string, string],
  decided: 'apart' | 'merged' | null,
): Promise<boolean> {
  const { rows } = await sql`update likenesses set decided = ${decided}
    where network_id = ${ctx.network.id} and a = ${pair[0]} and b = ${pair[1]}
      and decided is distinct from ${decided} returning a`.execute(ctx.tx);
  return rows.length > 0;
}

export async function isAlike(ctx: Ctx, [a, b]: [string, string]): Promise<boolean> {
  const { rows } = await sql`select from likenesses
    where network_id = ${ctx.network.id} and a = ${a} and b = ${b}`.execute(ctx.tx);
  return rows.length > 0;
}

export async function deleteLikenesses(ctx: Ctx, personId: string): Promise<void> {
  await sql`delete from likenesses
    where network_id = ${ctx.network.id} and (a = ${personId} or b = ${personId})`.execute(ctx.tx);
}

/** Who is new since then; lists that were imported were compared when they came. */
export async function selectAppliedSince(ctx: Ctx, since: Date): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`select distinct person_id as "personId" from applications
    where network_id = ${ctx.network.id} and at >= ${since} and not known and source <> 'import'`.execute(
    ctx.tx,
  );
  return rows.map((r) => r.personId);
}

export interface MergeRow {
  id: string;
  keptId: string;
  goneId: string;
  goneState: State;
  addresses: string[];
  applications: string[];
  by: string;
  at: Date;
  undoneAt: Date | null;
  overAt: Date | null;
}

const merges = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('merges')
    .select([
      ...(['id', 'kept_id as keptId', 'gone_id as goneId', 'gone_state as goneState', 'addresses'] as const),
      ...(['applications', 'by', 'at', 'undone_at as undoneAt', 'over_at as overAt'] as const),
    ])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<{ goneState: State }>();

export async function insertMerge(ctx: Ctx, m: Omit<MergeRow, 'undoneAt' | 'overAt'>): Promise<void> {
  await ctx.tx
    .insertInto('merges')
    .values({
      ...{ network_id: ctx.network.id, id: m.id, kept_id: m.keptId, gone_id: m.goneId },
      ...{ gone_state: m.goneState, addresses: m.addresses, applications: m.applications },
      ...{ by: m.by, at: m.at },
    })
    .execute();
}

export async function lockMerge(ctx: Ctx, id: string): Promise<MergeRow | null> {
  return (await merges(ctx).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

/** What stands and can still be undone. */
export const selectMerges = (ctx: Ctx): Promise<MergeRow[]> =>
  merges(ctx).where('undone_at', 'is', null).where('over_at', 'is', null).orderBy('at', 'desc').execute();

export async function endMerge(ctx: Ctx, id: string, how: 'undone_at' | 'over_at'): Promise<void> {
  await ctx.tx
    .updateTable('merges')
    .set({ [how]: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** Applications of one become another's. Returns which. */
export async function moveApplications(
  ctx: Ctx,
  { from, to, ids = null }: { from: string; to: string; ids?: string[] | null },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update applications set person_id = ${to}
    where network_id = ${ctx.network.id} and person_id = ${from}
      and (${ids}::uuid[] is null or id = any(${ids}::uuid[])) returning id`.execute(ctx.tx);
  return rows.map((r) => r.id);
}
