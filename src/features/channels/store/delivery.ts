import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import { tellReaders } from '../../../platform/db/index.ts';
import type { Caps, Kind } from '../contract.ts';

export interface WayRow {
  kind: Kind;
  tookMs: number | null;
  goodAt: Date | null;
  badAt: Date | null;
  badRun: number;
  code: string | null;
}

export async function selectWays(ctx: Ctx): Promise<WayRow[]> {
  const { rows } = await sql<WayRow>`select kind, took_ms as "tookMs", good_at as "goodAt", bad_at as "badAt",
    bad_run as "badRun", code from ways where network_id = ${ctx.network.id}`.execute(ctx.tx);
  return rows;
}

/** By way: what waits, what is held, what failed since. */
export async function countByWay(ctx: Ctx, since: Date) {
  const { rows } = await sql<{ kind: Kind; waiting: number; held: number; failed: number }>`
    select kind, count(*) filter (where state = 'queued')::int as waiting,
      count(*) filter (where state = 'held')::int as held, count(*) filter (where state = 'failed')::int as failed
    from messages where network_id = ${ctx.network.id}
      and (state = 'queued' or (state in ('held', 'failed') and created_at > ${since}))
    group by kind`.execute(ctx.tx);
  return rows;
}

export async function selectSpending(ctx: Ctx, day: string) {
  const { rows } = await sql<{ kind: Kind; messages: number; cost: number }>`
    select kind, messages, cost::int as cost from spending
    where network_id = ${ctx.network.id} and day = ${day}`.execute(ctx.tx);
  return rows;
}

/** How many hand-overs each way took, by whole hours before now: 0 is the last sixty minutes. */
export async function selectHours(ctx: Ctx, since: Date) {
  const { rows } = await sql<{ kind: Kind; ago: number; taken: number }>`
    select kind, floor(extract(epoch from ${ctx.now}::timestamptz - at) / 3600)::int as ago, count(*)::int as taken
    from attempts where network_id = ${ctx.network.id} and at > ${since} and outcome = 'taken'
    group by 1, 2`.execute(ctx.tx);
  return rows;
}

export interface UndeliveredRow {
  id: string;
  kind: Kind;
  purpose: string;
  personId: string | null;
  urgent: boolean;
  drill: boolean;
  why: string | null;
  attempts: number;
  at: Date;
}

/** What is held or failed since, the newest first. */
export async function selectUndelivered(
  ctx: Ctx,
  state: 'held' | 'failed',
  since: Date,
  limit: number,
): Promise<UndeliveredRow[]> {
  const { rows } = await sql<UndeliveredRow>`
    select id, kind, purpose, person_id as "personId", urgent, drill, error as why, attempts, created_at as at
    from messages where network_id = ${ctx.network.id} and state = ${state} and created_at > ${since}
    order by created_at desc, id desc limit ${limit}`.execute(ctx.tx);
  return rows;
}

/**
 * Lets one go that is held or failed, past every cap, with as many tries as a new one; what was tried before stays written
 * down and counted. False when it is neither.
 */
export async function letGo(ctx: Ctx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update messages set state = 'queued', let_go = true, tries = 0, due_at = ${ctx.now}, error = null
    where network_id = ${ctx.network.id} and id = ${id} and state in ('held', 'failed')`.execute(ctx.tx);
  tellReaders(ctx.tx);
  return numAffectedRows === 1n;
}

export async function selectCaps(ctx: Ctx): Promise<Caps | null> {
  const { rows } = await sql<Caps>`select cents_a_day as "centsADay", messages_a_day as "messagesADay",
      ring_minutes as "ringMinutes"
    from delivery_caps where network_id = ${ctx.network.id}`.execute(ctx.tx);
  return rows[0] ?? null;
}

export async function saveCaps(ctx: Ctx, { centsADay, messagesADay, ringMinutes }: Caps): Promise<void> {
  await sql`insert into delivery_caps (network_id, cents_a_day, messages_a_day, ring_minutes, set_by, set_at)
    values (${ctx.network.id}, ${centsADay}, ${messagesADay}, ${ringMinutes}, ${ctx.actor.id}, ${ctx.now})
    on conflict (network_id) do update set cents_a_day = excluded.cents_a_day,
      messages_a_day = excluded.messages_a_day, ring_minutes = excluded.ring_minutes, set_by = excluded.set_by, set_at = excluded.set_at`.execute(
    ctx.tx,
  );
}
