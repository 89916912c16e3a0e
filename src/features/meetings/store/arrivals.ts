import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Way } from '../contract.ts';
import { lockGuests } from './guests.ts';

export interface Arrival {
  id: string;
  at: Date;
  door: number | null;
  way: Way;
  member: boolean;
}

/**
 * They are here. The first arrival of each stands, whichever door says it: returns the ids of those who were not here yet.
 * Rows are held in the order of their ids, so that two doors with the same people wait for each other and never cross.
 */
export async function arriveAll(ctx: Ctx, list: readonly Arrival[]): Promise<Set<string>> {
  if (list.length === 0) return new Set();
  await lockGuests(ctx, { ids: list.map((one) => one.id) });
  const { rows } = await sql<{ id: string }>`update meeting_guests g
    set arrived_at = a.at, coming = true, door = a.door, way = a.way, by = ${ctx.actor.personId}, member = a.member
    from unnest(${list.map((one) => one.id)}::uuid[], ${list.map((one) => one.at)}::timestamptz[],
      ${list.map((one) => one.door)}::int[], ${list.map((one) => one.way)}::text[],
      ${list.map((one) => one.member)}::boolean[]) a (id, at, door, way, member)
    where g.network_id = ${ctx.network.id} and g.id = a.id and g.arrived_at is null
    returning g.id`.execute(ctx.tx);
  return new Set(rows.map((row) => row.id));
}

export interface Counts {
  coming: number;
  came: number;
  members: number;
}

export async function countGuests(ctx: Ctx, meetingIds: string[]): Promise<Map<string, Counts>> {
  if (meetingIds.length === 0) return new Map();
  const { rows } = await sql<Counts & { id: string }>`select meeting_id as id,
      count(*) filter (where coming)::int as coming, count(arrived_at)::int as came,
      (count(*) filter (where arrived_at is not null and member))::int as members
    from meeting_guests where network_id = ${ctx.network.id} and meeting_id in (${sql.join(meetingIds)})
    group by meeting_id`.execute(ctx.tx);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
