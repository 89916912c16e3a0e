import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Course } from '../contract.ts';

/** Who holds this course's certificate now. */
export async function selectHolders(ctx: Ctx, course: Course): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct person_id as id from certificates
    where network_id = ${ctx.network.id} and course = ${course} and revoked_at is null
      and issued_at <= ${ctx.now} and expires_at > ${ctx.now}`.execute(ctx.tx);
  return rows.map((r) => r.id);
}

export interface TrainerCounts {
  now: number;
  /** Certified for the first time since the network began to count. */
  since: number;
  /** In the time looked at: certified for the first time, once more, and not any more. */
  recent: number;
  renewed: number;
  lapsed: number;
}

/** Of certified trainers; `since`: from when new ones count, `from`: the time looked at. */
export async function countTrainers(ctx: Ctx, since: Date, from: Date): Promise<TrainerCounts> {
  const { rows } = await sql<TrainerCounts>`
    with own as (
      select person_id, min(issued_at) as first, max(issued_at) as last, max(expires_at) as ends
      from certificates
      where network_id = ${ctx.network.id} and course = 'trainer' and revoked_at is null
      group by person_id
    )
    select (count(*) filter (where ends > ${ctx.now}))::int as now,
      (count(*) filter (where first >= ${since}))::int as since,
      (count(*) filter (where first >= ${from}))::int as recent,
      (count(*) filter (where last > first and last >= ${from}))::int as renewed,
      (count(*) filter (where ends between ${from} and ${ctx.now}))::int as lapsed
    from own`.execute(ctx.tx);
  return rows[0]!;
}

export interface SessionCounts {
  /** Null: online. */
  chapterId: string | null;
  held: number;
  /** With those given beyond the chairs. */
  places: number;
  registered: number;
  attended: number;
}

/** Of sessions of these courses that were held since `from` and are closed, by chapter. */
export async function countSessions(ctx: Ctx, courses: Course[], from: Date): Promise<SessionCounts[]> {
  const { rows } = await sql<SessionCounts>`
    select case form when 'place' then chapter_id end as "chapterId", count(*)::int as held,
      sum(greatest(capacity, coalesce(expected, 0)))::int as places,
      coalesce(sum(expected), 0)::int as registered, coalesce(sum(came), 0)::int as attended
    from training_sessions
    where network_id = ${ctx.network.id} and state = 'closed' and starts_at >= ${from}
      and course = any(${courses}::text[])
    group by 1`.execute(ctx.tx);
  return rows;
}

export interface ApprenticeCounts {
  /** Who learn to teach now. */
  apprentices: number;
  begun: number;
  passed: number;
  failed: number;
}

/** Of those who learn to teach: how many there are, and how many began and were assessed since `from`. */
export async function countApprentices(ctx: Ctx, from: Date): Promise<ApprenticeCounts> {
  const own = sql`network_id = ${ctx.network.id}`;
  const { rows } = await sql<ApprenticeCounts>`
    select (select count(*) from apprentices where ${own} and state = 'learning')::int as apprentices,
      (select count(*) from apprentices where ${own} and started_at >= ${from})::int as begun,
      (select count(*) from assessments where ${own} and at >= ${from} and passed)::int as passed,
      (select count(*) from assessments where ${own} and at >= ${from} and not passed)::int as failed`.execute(
    ctx.tx,
  );
  return rows[0]!;
}
