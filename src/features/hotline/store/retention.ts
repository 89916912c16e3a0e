import { sql } from 'kysely';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { coarsenEvents } from '../../../platform/events/index.ts';
import { leftDays, type Mark } from '../../../platform/keeping.ts';

export interface Over {
  id: string;
  at: Date;
  ended: Date;
}

export interface ReportAbout extends Over {
  open: boolean;
  persons: string[];
  zoneId: string | null;
  cell: string | null;
  conversationId: string | null;
}

const after = (mark: Mark | null, end: string) =>
  mark ? sql`and (${sql.raw(end)}, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;

// Written out where it is used, as the indexes have it. What nobody settles is over by itself once it was left so long.
const isSettled = `state in ('closed','linked')`;
const isLeft = `state not in ('closed','linked')`;
const left = `interval '${leftDays} days'`;
const settledAt = `coalesce(closed_at, told_at, received_at)`;
const facts = (now: Date) => sql`id, received_at as at,
  case when ${sql.raw(isSettled)} then ${sql.raw(settledAt)} else touched_at + ${sql.raw(left)} end as ended,
  ${sql.raw(isLeft)} and touched_at + ${sql.raw(left)} > ${now} as open,
  array_remove(array[claimed_by, closed_by], null) as persons, zone_id as "zoneId", cell, conversation_id as "conversationId"`;

/** Those that may go: settled, or left for long enough. */
const mayGo = (now: Date) => sql`(${sql.raw(isSettled)} or touched_at + ${sql.raw(left)} <= ${now})`;

export async function selectReportFacts(ctx: Ctx, ids: readonly string[]): Promise<ReportAbout[]> {
  const { rows } = await sql<ReportAbout>`select ${facts(ctx.now)} from reports
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`.execute(ctx.tx);
  return rows;
}

/** Which reports: settled ones or those that were `left` open; `exact` only those that still have their place. */
export interface Which {
  kinds: string[];
  left: boolean;
  exact: boolean;
}

/** Those that ended before. */
export async function selectReportsOver(
  ctx: Ctx,
  { kinds, left: isOpen, exact }: Which,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<ReportAbout[]> {
  const [state, end] = isOpen ? [isLeft, 'touched_at'] : [isSettled, settledAt];
  const before = isOpen ? sql`${by}::timestamptz - ${sql.raw(left)}` : sql`${by}`;
  const from = mark && isOpen ? { ...mark, at: plusMinutes(mark.at, -leftDays * 24 * 60) } : mark;
  const { rows } = await sql<ReportAbout>`select ${facts(ctx.now)} from reports
    where network_id = ${ctx.network.id} and ${sql.raw(state)} and kind = any(${kinds})
      and ${sql.raw(end)} <= ${before} ${after(from, end)} ${exact ? sql`and coarsened_at is null` : sql``}
    order by ${sql.raw(end)}, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** Removes reports with what was added to them; those that were taken up again stay. Returns what went. */
export async function deleteReports(
  ctx: Ctx,
  ids: string[],
): Promise<{ reports: { id: string; restricted: boolean }[]; additions: string[] }> {
  const own = sql`network_id = ${ctx.network.id}`;
  const { rows } = await sql<{ id: string; restricted: boolean }>`
    select id, kind = 'detained' as restricted from reports
    where ${own} and id = any(${ids}::uuid[]) and ${mayGo(ctx.now)} order by id for update`.execute(ctx.tx);
  const gone = rows.map((r) => r.id);
  const { rows: additions } = await sql<{ id: string }>`delete from report_additions
    where ${own} and report_id = any(${gone}::uuid[]) returning id`.execute(ctx.tx);
  await sql`delete from media_fetches where ${own} and report_id = any(${gone}::uuid[])`.execute(ctx.tx);
  await sql`update conversations set report_id = null where ${own} and report_id = any(${gone}::uuid[])`.execute(
    ctx.tx,
  );
  await sql`delete from reports where ${own} and id = any(${gone}::uuid[])`.execute(ctx.tx);
  return { reports: rows, additions: additions.map((a) => a.id) };
}

/** Forgets exact places; the zone stays, and the quarters of an hour in which things happened. Returns how many. */
export async function coarsenReports(ctx: Ctx, ids: string[]): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update reports set point = null, cell = null, accuracy_m = null, coarsened_at = ${ctx.now}
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[]) and coarsened_at is null
      and ${mayGo(ctx.now)} returning id`.execute(ctx.tx);
  const coarsened = rows.map((r) => r.id);
  await sql`select coarsen_report_times(${coarsened}::uuid[])`.execute(ctx.tx);
  await coarsenEvents(ctx, coarsened);
  return coarsened.length;
}

/** Threads that no report is left of. */
export async function selectEmptyConversations(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<Over[]> {
  const { rows } = await sql<Over>`select id, created_at as at, created_at as ended from conversations c
    where network_id = ${ctx.network.id} and created_at <= ${by} ${after(mark, 'created_at')}
      and not exists (select from reports r where r.network_id = c.network_id and r.conversation_id = c.id)
    order by created_at, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** A thread that was written in meanwhile has a report again, and stays. */
export async function deleteConversations(ctx: Ctx, ids: string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from conversations c
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])
      and not exists (select from reports r where r.network_id = c.network_id and r.conversation_id = c.id)`.execute(
    ctx.tx,
  );
  return Number(numAffectedRows);
}

export async function selectOldDrafts(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<(Over & { by: string })[]> {
  const { rows } = await sql<Over & { by: string }>`
    select id, saved_at as at, saved_at as ended, by from report_drafts
    where network_id = ${ctx.network.id} and saved_at <= ${by} ${after(mark, 'saved_at')}
    order by saved_at, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function deleteDrafts(ctx: Ctx, ids: string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from report_drafts
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`.execute(ctx.tx);
  return Number(numAffectedRows);
}
