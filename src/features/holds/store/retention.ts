import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Setting } from '../rules.ts';

/** Every setting that there was, the oldest first. */
export const selectSettings = (ctx: Ctx): Promise<Setting[]> =>
  ctx.tx
    .selectFrom('retention_settings')
    .select(['kind', 'days', 'at'])
    .where('network_id', '=', ctx.network.id)
    .orderBy('at')
    .orderBy('id')
    .execute();

/** False when the id is there already. */
export async function insertSetting(
  ctx: Ctx,
  row: { id: string; kind: string; days: number; reason: Encrypted | null; by: string },
): Promise<boolean> {
  const inserted = await ctx.tx
    .insertInto('retention_settings')
    .values({ network_id: ctx.network.id, ...row, at: ctx.now })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export interface RunRow {
  name: string;
  kind: string;
  startedAt: Date;
  finishedAt: Date | null;
  purged: number;
  held: number;
}

export const selectRuns = (ctx: Pick<Ctx, 'tx'>, networkId: string): Promise<RunRow[]> =>
  ctx.tx
    .selectFrom('purges')
    .select(['name', 'kind', 'started_at as startedAt', 'finished_at as finishedAt', 'purged', 'held'])
    .where('network_id', '=', networkId)
    .execute();

export async function beginRun(ctx: Ctx, name: string, kind: string): Promise<void> {
  const begun = { kind, started_at: ctx.now, finished_at: null, purged: 0, held: 0 };
  await ctx.tx
    .insertInto('purges')
    .values({ network_id: ctx.network.id, name, ...begun })
    .onConflict((c) => c.columns(['network_id', 'name']).doUpdateSet(begun))
    .execute();
}

/** Adds what a page of a run did; `finished` with its last. */
export async function countRun(
  ctx: Ctx,
  name: string,
  { purged, held, finished }: { purged: number; held: number; finished: boolean },
): Promise<void> {
  await ctx.tx
    .updateTable('purges')
    .set({
      purged: sql`purged + ${purged}`,
      held: sql`held + ${held}`,
      finished_at: finished ? ctx.now : null,
    })
    .where('network_id', '=', ctx.network.id)
    .where('name', '=', name)
    .execute();
}
