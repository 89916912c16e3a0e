import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Mark } from '../../../platform/keeping.ts';

export interface ConductFacts {
  id: string;
  noun: 'complaint' | 'suspension';
  records: string[];
  persons: string[];
  at: Date;
  ended: Date;
}

const after = (mark: Mark | null, end: string) =>
  mark ? sql`and (${sql.ref(end)}, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;

export async function selectComplaintsOver(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<ConductFacts[]> {
  const { rows } = await sql<ConductFacts>`
    select id, 'complaint' as noun, array_remove(array[id, incident_id], null) as records,
      array_remove(array[person_id], null) as persons, at, at as ended from complaints
    where network_id = ${ctx.network.id} and state = 'closed' and at <= ${by} ${after(mark, 'at')}
    order by at, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function deleteComplaints(ctx: Ctx, ids: string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from complaints
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[]) and state = 'closed'`.execute(ctx.tx);
  return Number(numAffectedRows);
}

export async function selectSuspensionsOver(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<ConductFacts[]> {
  const { rows } = await sql<ConductFacts>`
    select id, 'suspension' as noun, array_remove(array[id, complaint_id], null) as records, array[person_id, by] as persons, at,
      lifted_at as ended from suspensions
    where network_id = ${ctx.network.id} and lifted_at <= ${by} ${after(mark, 'lifted_at')}
    order by lifted_at, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** With what the reviewers said. */
export async function deleteSuspensions(ctx: Ctx, ids: string[]): Promise<number> {
  const own = sql`network_id = ${ctx.network.id}`;
  await sql`delete from suspension_reviews where ${own} and suspension_id = any(${ids}::uuid[])`.execute(
    ctx.tx,
  );
  const { numAffectedRows } = await sql`delete from suspensions
    where ${own} and id = any(${ids}::uuid[])`.execute(ctx.tx);
  return Number(numAffectedRows);
}

/** Complaints and suspensions among these ids. */
export async function selectConductFacts(
  ctx: Ctx,
  ids: readonly string[],
): Promise<(Omit<ConductFacts, 'ended'> & { ended: Date | null })[]> {
  const mine = sql`network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`;
  const { rows } = await sql<Omit<ConductFacts, 'ended'> & { ended: Date | null }>`
    select id, 'complaint' as noun, array_remove(array[id, incident_id], null) as records,
      array_remove(array[person_id], null) as persons, at, case state when 'closed' then at end as ended
    from complaints where ${mine}
    union all
    select id, 'suspension', array_remove(array[id, complaint_id], null), array[person_id, by], at, lifted_at
    from suspensions where ${mine}`.execute(ctx.tx);
  return rows;
}

export interface VouchOver {
  id: string;
  persons: string[];
  at: Date;
  ended: Date;
}

/** Taken back, or about somebody who has left. */
export async function selectVouchesOver(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<VouchOver[]> {
  const { rows } = await sql<VouchOver>`
    select * from (
      select v.id, array_remove(array[v.person_id, v.by], null) as persons, v.at,
        least(v.withdrawn_at, case p.state when 'left' then p.state_at end) as ended
      from vouches v join people p on p.network_id = v.network_id and p.id = v.person_id
      where v.network_id = ${ctx.network.id} and (v.withdrawn_at is not null or p.state = 'left')
    ) over_now where ended <= ${by} ${after(mark, 'ended')} order by ended, id limit ${limit}`.execute(
    ctx.tx,
  );
  return rows;
}

export async function deleteVouches(ctx: Ctx, ids: string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from vouches
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`.execute(ctx.tx);
  return Number(numAffectedRows);
}

/** Looked at by an admin. */
export async function selectFlagsOver(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<VouchOver[]> {
  const { rows } = await sql<VouchOver>`
    select id, person_ids as persons, at, handled_at as ended from vouch_flags
    where network_id = ${ctx.network.id} and handled_at <= ${by} ${after(mark, 'handled_at')}
    order by handled_at, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function deleteFlags(ctx: Ctx, ids: string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from vouch_flags
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[]) and handled_at is not null`.execute(
    ctx.tx,
  );
  return Number(numAffectedRows);
}
