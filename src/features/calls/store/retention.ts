import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Mark } from '../../../platform/keeping.ts';

export interface OverRow {
  id: string;
  reportId: string | null;
  answeredBy: string | null;
  at: Date;
  ended: Date;
}

/** Calls that ended by then, the oldest end first. */
export async function selectCallsOver(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<OverRow[]> {
  const after = mark ? sql`and (ended_at, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<OverRow>`
    select id, report_id as "reportId", answered_by as "answeredBy", started_at as at, ended_at as ended
    from calls where network_id = ${ctx.network.id} and state = 'ended' and ended_at <= ${by} ${after}
    order by ended_at, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** Calls with whatever was rung and ordered for them. */
export async function deleteCalls(ctx: Ctx, ids: string[]): Promise<number> {
  const own = sql`network_id = ${ctx.network.id}`;
  await sql`delete from call_orders where ${own} and (call_id = any(${ids}::uuid[]) or leg_id in
    (select id from call_legs where ${own} and call_id = any(${ids}::uuid[])))`.execute(ctx.tx);
  await sql`delete from call_legs where ${own} and call_id = any(${ids}::uuid[])`.execute(ctx.tx);
  const { numAffectedRows } =
    await sql`delete from calls where ${own} and id = any(${ids}::uuid[]) and state = 'ended'`.execute(
      ctx.tx,
    );
  return Number(numAffectedRows);
}

/** Phones that rang for nobody in particular, and what was ordered then. */
export async function deleteOldLegs(ctx: Ctx, before: Date): Promise<void> {
  const own = sql`network_id = ${ctx.network.id}`;
  await sql`delete from call_legs where ${own} and state = 'over' and call_id is null and placed_at < ${before}`.execute(
    ctx.tx,
  );
  await sql`delete from call_orders where ${own} and state <> 'due' and due_at < ${before}`.execute(ctx.tx);
}
