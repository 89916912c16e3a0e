import { sql } from 'kysely';
import type { Ctx } from '../../platform/context.ts';
import type { Mark } from '../../platform/keeping.ts';

/** One line of a drill, as it is kept: codes, counts, call signs and crossings. */
export interface StepRow {
  at: string;
  minute: number;
  who: string;
  kind: string;
  passed: boolean | null;
  values: Record<string, string | number>;
}

export interface DrillRow {
  id: string;
  evening: string;
  speed: number;
  seed: number;
  replayOf: string | null;
  by: string;
  startedAt: Date;
  endedAt: Date | null;
  passed: boolean | null;
  steps: StepRow[];
}

const drills = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('drills')
    .select([
      'id',
      'evening',
      'speed',
      'seed',
      'replay_of as replayOf',
      'by',
      'started_at as startedAt',
      'ended_at as endedAt',
      'passed',
      'steps',
    ])
    .where('network_id', '=', ctx.network.id)
    .$castTo<DrillRow>();

export const selectDrill = (ctx: Ctx, id: string): Promise<DrillRow | undefined> =>
  drills(ctx).where('id', '=', id).executeTakeFirst();

export const selectDrills = (ctx: Ctx, limit: number): Promise<DrillRow[]> =>
  drills(ctx).orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit).execute();

export const selectRunning = (ctx: Ctx): Promise<DrillRow | undefined> =>
  drills(ctx).where('ended_at', 'is', null).executeTakeFirst();

/** Those that were played at that time. */
export const selectDrillsAt = (ctx: Ctx, at: Date): Promise<DrillRow[]> =>
  drills(ctx)
    .where('started_at', '<=', at)
    .where((e) => e.or([e('ended_at', 'is', null), e('ended_at', '>=', at)]))
    .execute();

/** False when another drill runs. */
export async function insertDrill(
  ctx: Ctx,
  row: Pick<DrillRow, 'id' | 'evening' | 'speed' | 'seed' | 'replayOf' | 'by'>,
): Promise<boolean> {
  const made = await ctx.tx
    .insertInto('drills')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      evening: row.evening,
      speed: row.speed,
      seed: row.seed,
      replay_of: row.replayOf,
      by: row.by,
      started_at: ctx.now,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** Adds a line to a drill that runs. */
export async function appendStep(ctx: Ctx, id: string, step: StepRow): Promise<void> {
  await ctx.tx
    .updateTable('drills')
    .set({ steps: sql`steps || ${JSON.stringify([step])}::jsonb` })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** Ends a drill, once; false when it had ended. */
export async function endDrill(ctx: Ctx, id: string, passed: boolean | null): Promise<boolean> {
  const row = await ctx.tx
    .updateTable('drills')
    .set({ ended_at: ctx.now, passed })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Drills that ended before, the oldest end first. */
export async function selectEnded(ctx: Ctx, by: Date, mark: Mark | null, limit: number) {
  const after = mark ? sql`and (ended_at, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<{ id: string; by: string; at: Date; ended: Date }>`
    select id, by, started_at as at, ended_at as ended from drills
    where network_id = ${ctx.network.id} and ended_at <= ${by} ${after}
    order by ended_at, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function deleteEnded(ctx: Ctx, ids: string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from drills
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[]) and ended_at is not null`.execute(
    ctx.tx,
  );
  return Number(numAffectedRows);
}
