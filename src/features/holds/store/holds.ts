import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { Scope } from '../rules.ts';

/**
 * The one lock between removing and holding, taken before any row: a run that removes shares it, who places a hold has
 * it alone. A run therefore sees every hold that is in force, and a hold is in force before the next run.
 */
export async function lockHolds(ctx: Ctx, how: 'share' | 'alone'): Promise<void> {
  const key = sql`hashtextextended(${`holds ${ctx.network.id}`}, 0)`;
  if (how === 'share') await sql`select pg_advisory_xact_lock_shared(${key})`.execute(ctx.tx);
  else await sql`select pg_advisory_xact_lock(${key})`.execute(ctx.tx);
}

export interface HoldRow extends Scope {
  id: string;
  recordNoun: string | null;
  because: 'person' | 'emergency';
  reason: Sealed | null;
  by: string | null;
  at: Date;
  releasedAt: Date | null;
}

const columns = [
  'id',
  'record_id as recordId',
  'record_noun as recordNoun',
  'person_id as personId',
  'from_at as from',
  'to_at as to',
  'zone_id as zoneId',
  'cell',
  'because',
  'reason',
  'by',
  'at',
  'released_at as releasedAt',
] as const;

const select = (ctx: Ctx) =>
  ctx.tx.selectFrom('holds').select(columns).where('network_id', '=', ctx.network.id).$castTo<HoldRow>();

export const selectInForce = (ctx: Ctx): Promise<HoldRow[]> =>
  select(ctx).where('released_at', 'is', null).execute();

export const selectHolds = (ctx: Ctx, open: boolean, limit: number): Promise<HoldRow[]> =>
  select(ctx)
    .$if(open, (q) => q.where('released_at', 'is', null))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

export const selectHold = (ctx: Ctx, id: string): Promise<HoldRow | undefined> =>
  select(ctx).where('id', '=', id).forUpdate().executeTakeFirst();

/** False when the id is there already. */
export async function insertHold(ctx: Ctx, row: Omit<HoldRow, 'releasedAt'>): Promise<boolean> {
  const inserted = await ctx.tx
    .insertInto('holds')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      record_id: row.recordId,
      record_noun: row.recordNoun,
      person_id: row.personId,
      from_at: row.from,
      to_at: row.to,
      zone_id: row.zoneId,
      cell: row.cell,
      because: row.because,
      reason: row.reason,
      by: row.by,
      at: row.at,
    })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function markReleased(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx
    .updateTable('holds')
    .set({ released_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

export interface ReleaseRow {
  holdId: string;
  by: string;
  reason: Sealed;
  at: Date;
}

export const selectReleases = (ctx: Ctx, holdIds: string[]): Promise<ReleaseRow[]> =>
  holdIds.length === 0
    ? Promise.resolve([])
    : ctx.tx
        .selectFrom('hold_releases')
        .select(['hold_id as holdId', 'by', 'reason', 'at'])
        .where('network_id', '=', ctx.network.id)
        .where('hold_id', 'in', holdIds)
        .orderBy('at')
        .execute();

export async function insertRelease(ctx: Ctx, row: ReleaseRow): Promise<void> {
  await ctx.tx
    .insertInto('hold_releases')
    .values({ network_id: ctx.network.id, hold_id: row.holdId, by: row.by, reason: row.reason, at: row.at })
    .execute();
}
