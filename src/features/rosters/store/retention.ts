import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Mark } from '../../../platform/keeping.ts';

export interface OverPlan {
  id: string;
  channelId: string;
  /** Members that it moved, and whoever decided about it. */
  persons: string[];
  at: Date;
}

/** Plans that were carried out or dropped by then, and those made by then that nobody applied. */
export async function selectPlansOver(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<OverPlan[]> {
  const ended = sql`coalesce(p.done_at, p.made_at)`;
  const after = mark ? sql`and (${ended}, p.id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<OverPlan>`
    select p.id, p.channel_id as "channelId", ${ended} as at, array_remove(array(
        select m.person_id from channel_moves m where m.network_id = p.network_id and m.plan_id = p.id)
        || array[p.made_by, p.applied_by, p.approved_by], null) as persons
    from channel_plans p where p.network_id = ${ctx.network.id} and p.state <> 'approved'
      and ${ended} <= ${by} ${after} order by ${ended}, p.id limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function deletePlans(ctx: Ctx, ids: string[]): Promise<number> {
  const own = sql`network_id = ${ctx.network.id}`;
  const { rows } = await sql<{ id: string }>`select id from channel_plans
    where ${own} and id = any(${ids}::uuid[]) and state <> 'approved' for update`.execute(ctx.tx);
  const over = rows.map((r) => r.id);
  await sql`delete from channel_moves where ${own} and plan_id = any(${over}::uuid[])`.execute(ctx.tx);
  const { numAffectedRows } = await sql`delete from channel_plans
    where ${own} and id = any(${over}::uuid[])`.execute(ctx.tx);
  return Number(numAffectedRows);
}

/** Changed safety numbers that were answered, whose member went out, or whose time to answer was over, by then. */
export async function selectSafetyOver(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<{ id: string; personId: string; at: Date }[]> {
  const ended = sql`coalesce(answered_at, removed_at, ends_at)`;
  const after = mark ? sql`and (${ended}, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<{ id: string; personId: string; at: Date }>`
    select id, person_id as "personId", ${ended} as at from safety_changes
    where network_id = ${ctx.network.id} and ${ended} <= ${by} ${after}
    order by ${ended}, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function deleteSafety(ctx: Ctx, ids: string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from safety_changes
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])
      and coalesce(answered_at, removed_at, ends_at) <= ${ctx.now}`.execute(ctx.tx);
  return Number(numAffectedRows);
}
