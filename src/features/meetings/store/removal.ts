import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';

/** Of somebody who left: their answers and arrivals go, counts stay; what they owned is free, what they counted has no name. */
export async function forgetPerson(ctx: Ctx, personId: string): Promise<void> {
  const own = ctx.network.id;
  await keepCounts(
    ctx,
    sql`select meeting_id from meeting_guests where network_id = ${own} and person_id = ${personId}`,
  );
  for (const table of ['meeting_guests', 'meeting_helpers'] as const)
    await ctx.tx.deleteFrom(table).where('network_id', '=', own).where('person_id', '=', personId).execute();
  await ctx.tx
    .updateTable('meeting_actions')
    .set({ owner_id: null, owner_name: null, guest_id: null, shown: false })
    .where('network_id', '=', own)
    .where('owner_id', '=', personId)
    .execute();
  await ctx.tx
    .updateTable('meeting_items')
    .set({ owner_id: null })
    .where('network_id', '=', own)
    .where('owner_id', '=', personId)
    .execute();
  await ctx.tx
    .updateTable('meeting_hat_counts')
    .set({ by: null })
    .where('network_id', '=', own)
    .where('by', '=', personId)
    .execute();
}

/** How many came is kept with the meetings, before names go. What was kept once is not counted again. */
const keepCounts = (ctx: Ctx, meetings: ReturnType<typeof sql>) =>
  sql`update meetings m set came = g.came, members_came = g.members
    from (select meeting_id, count(arrived_at)::int as came,
        (count(*) filter (where arrived_at is not null and member))::int as members
      from meeting_guests where network_id = ${ctx.network.id} group by meeting_id) g
    where m.network_id = ${ctx.network.id} and m.id = g.meeting_id and m.id in (${meetings})
      and m.came is null and m.ends_at < ${ctx.now}`.execute(ctx.tx);

/** Of meetings that ended before: how to reach whoever is no member, their names and what they need. */
export async function forgetContacts(ctx: Ctx, before: Date): Promise<void> {
  await sql`update meeting_guests g set contact = null, contact_key = null, name = null, access = null
    from meetings m
    where g.network_id = ${ctx.network.id} and m.network_id = g.network_id and m.id = g.meeting_id
      and m.ends_at < ${before} and (g.contact is not null or g.name is not null or g.access is not null)
      and not exists (select from meeting_actions a where a.network_id = g.network_id and a.guest_id = g.id
        and a.done_at is null)`.execute(ctx.tx);
}

export interface OverRow {
  id: string;
  at: Date;
  ended: Date;
  persons: string[];
}

/** Meetings that ended by a moment and still know by name who came, the oldest first. */
export async function selectAttendanceOver(
  ctx: Ctx,
  by: Date,
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<OverRow[]> {
  const { rows } = await sql<OverRow>`select m.id, m.starts_at as at, m.ends_at as ended,
      array(select g.person_id from meeting_guests g where g.network_id = m.network_id and g.meeting_id = m.id
        and g.person_id is not null) as persons
    from meetings m where m.network_id = ${ctx.network.id} and m.ends_at <= ${by}
      and exists (select from meeting_guests g where g.network_id = m.network_id and g.meeting_id = m.id)
      ${after ? sql`and (m.ends_at, m.id) > (${after.at}, ${after.id})` : sql``}
    order by m.ends_at, m.id limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** Who came and who said so goes; how many stays. Returns of how many meetings. */
export async function deleteAttendance(ctx: Ctx, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  await keepCounts(ctx, sql.join(ids));
  const rows = await ctx.tx
    .deleteFrom('meeting_guests')
    .where('network_id', '=', ctx.network.id)
    .where('meeting_id', 'in', ids)
    .returning('meeting_id')
    .execute();
  return new Set(rows.map((row) => row.meeting_id)).size;
}
