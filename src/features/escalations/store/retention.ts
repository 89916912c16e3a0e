import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import { coarsenEvents } from '../../../platform/events/index.ts';
import type { Mark } from '../../../platform/keeping.ts';

/** What was settled by then, with whom it concerned. */
export async function selectSettled(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<{ id: string; subject: string; persons: string[]; at: Date }[]> {
  const after = mark ? sql`and (e.ended_at, e.id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<{ id: string; subject: string; persons: string[]; at: Date }>`
    select e.id, e.subject, e.ended_at as at, array(
      select distinct p.person_id from escalation_pages p
      where p.network_id = e.network_id and p.escalation_id = e.id) as persons
    from escalations e where e.network_id = ${ctx.network.id} and e.ended_at <= ${by} ${after}
    order by e.ended_at, e.id limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function deleteSettled(ctx: Ctx, ids: string[]): Promise<number> {
  const own = sql`network_id = ${ctx.network.id}`;
  await sql`delete from escalation_pages where ${own} and escalation_id = any(${ids}::uuid[])`.execute(
    ctx.tx,
  );
  const { numAffectedRows } = await sql`delete from escalations
    where ${own} and id = any(${ids}::uuid[]) and state = 'settled'`.execute(ctx.tx);
  return Number(numAffectedRows);
}

/** Of what waited for these subjects the quarters of an hour stay; nothing of it waits any more. */
export async function coarsenSubjects(ctx: Ctx, subjects: string[]): Promise<void> {
  const own = sql`network_id = ${ctx.network.id}`;
  const { rows } = await sql<{ id: string }>`
    update escalations set state = 'settled', due_at = null, set_at = null, began_at = quarter(began_at),
      acked_at = quarter(acked_at), ended_at = quarter(coalesce(ended_at, ${ctx.now}))
    where ${own} and subject = any(${subjects}::uuid[]) returning id`.execute(ctx.tx);
  const ids = rows.map((row) => row.id);
  await sql`update escalation_pages set at = quarter(at), declined_at = quarter(declined_at)
    where ${own} and escalation_id = any(${ids}::uuid[])`.execute(ctx.tx);
  await coarsenEvents(ctx, ids);
}
