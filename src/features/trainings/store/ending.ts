import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Course } from '../contract.ts';

export interface Ending {
  id: string;
  personId: string;
  course: Course;
  expiresAt: Date;
}

/**
 * Certificates that end between, of who has no later one of the course; the first end first. With `untold`, those whose
 * holder was not told yet at this or a shorter distance, in days.
 */
export async function selectEnding(
  ctx: Ctx,
  { from, to, untold }: { from: Date; to: Date; untold?: number },
): Promise<Ending[]> {
  const { rows } = await sql<Ending>`
    select c.id, c.person_id as "personId", c.course, c.expires_at as "expiresAt" from certificates c
    where c.network_id = ${ctx.network.id} and c.revoked_at is null
      and c.expires_at > ${from} and c.expires_at <= ${to}
      and coalesce(c.reminded, 1000) > ${untold ?? 0}
      and not exists (select from certificates later
        where later.network_id = c.network_id and later.person_id = c.person_id and later.course = c.course
          and later.revoked_at is null and later.expires_at > c.expires_at)
    order by c.expires_at, c.id`.execute(ctx.tx);
  return rows;
}

export async function markReminded(ctx: Ctx, ids: string[], days: number): Promise<void> {
  await sql`update certificates set reminded = ${days}
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`.execute(ctx.tx);
}

/** Ids of certificates that were taken back and would not have ended yet. */
export async function selectRevoked(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.tx
    .selectFrom('certificates')
    .select('id')
    .where('network_id', '=', ctx.network.id)
    .where('revoked_at', 'is not', null)
    .where('expires_at', '>', ctx.now)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Whoever's certificate ends within so many days counts as told, by the shortest that holds. */
export async function markEnding(ctx: Ctx, days: readonly number[]): Promise<void> {
  await sql`update certificates c
    set reminded = (select min(d) from unnest(${[...days]}::int[]) d where c.expires_at <= ${ctx.now}::timestamptz + make_interval(days => d))
    where c.network_id = ${ctx.network.id} and c.expires_at > ${ctx.now}
      and c.expires_at <= ${ctx.now}::timestamptz + make_interval(days => ${Math.max(...days)}::int)`.execute(
    ctx.tx,
  );
}
