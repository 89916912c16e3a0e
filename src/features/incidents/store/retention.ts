import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import { coarsenEvents } from '../../../platform/events/index.ts';
import { leftDays, type Mark } from '../../../platform/keeping.ts';

export interface IncidentFacts {
  id: string;
  at: Date;
  /** What was merged ends with what it was merged into. */
  ended: Date;
  open: boolean;
  mergedInto: string | null;
  persons: string[];
  zoneId: string | null;
  cell: string | null;
}

const isEnded = '(concluded_at is not null or merged_into is not null)';
const touched = `coalesce((select max(e.noted_at) from incident_entries e
  where e.network_id = i.network_id and e.incident_id = i.id), opened_at)`;
// What nobody concludes is over by itself once it was left so long.
const over = `case when ${isEnded} then coalesce(concluded_at, opened_at)
  else ${touched} + interval '${leftDays} days' end`;
const facts = (now: Date) => sql`id, opened_at as at, ${sql.raw(over)} as ended,
  not ${sql.raw(isEnded)} and ${sql.raw(over)} > ${now} as open, merged_into as "mergedInto",
  array_remove(array[opened_by, concluded_by], null) as persons, zone_id as "zoneId", cell`;

export async function selectIncidentFacts(ctx: Ctx, ids: readonly string[]): Promise<IncidentFacts[]> {
  const { rows } = await sql<IncidentFacts>`select ${facts(ctx.now)} from incidents i
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`.execute(ctx.tx);
  return rows;
}

/** Ended before, and still with their exact place or with words. */
export async function selectIncidentsOver(
  ctx: Ctx,
  still: 'place' | 'words',
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<IncidentFacts[]> {
  const has =
    still === 'place'
      ? sql`coarsened_at is null`
      : sql`exists (select from incident_entries e
          where e.network_id = i.network_id and e.incident_id = i.id and e.words is not null)`;
  const after = mark ? sql`and (${sql.raw(over)}, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<IncidentFacts>`select ${facts(ctx.now)} from incidents i
    where network_id = ${ctx.network.id} and ${sql.raw(over)} <= ${by} ${after} and ${has}
    order by ${sql.raw(over)}, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** Those that are still over, held by this transaction. */
export async function lockOver(ctx: Ctx, ids: string[]): Promise<{ id: string; zoneId: string | null }[]> {
  const { rows } = await sql<{ id: string; zoneId: string | null }>`
    select id, zone_id as "zoneId" from incidents i
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])
      and ${sql.raw(over)} <= ${ctx.now} order by id for update`.execute(ctx.tx);
  return rows;
}

/** Returns the entries whose words went. */
export async function forgetWords(ctx: Ctx, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select forget_incident_words(${ids}::uuid[]) as id`.execute(
    ctx.tx,
  );
  return rows.map((r) => r.id);
}

/** Times of the incidents and of all that was written about them, and of their events. */
export async function coarsenTimes(ctx: Ctx, ids: string[]): Promise<void> {
  await sql`select coarsen_incident_times(${ids}::uuid[])`.execute(ctx.tx);
  await coarsenEvents(ctx, ids);
}
