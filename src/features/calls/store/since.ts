import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';

/** What somebody has on the line now, talking or on hold. */
export async function selectCallWith(
  { tx, network }: Ctx,
  personId: string,
): Promise<{ id: string; at: Date; language: string } | null> {
  const row = await tx
    .selectFrom('calls')
    .select(['id', 'answered_at as answeredAt', 'started_at as startedAt', 'language'])
    .where('network_id', '=', network.id)
    .where('line', '=', 'desk')
    .where('state', 'in', ['talking', 'held'])
    .where('answered_by', '=', personId)
    .executeTakeFirst();
  return row ? { id: row.id, at: row.answeredAt ?? row.startedAt, language: row.language } : null;
}

export async function countUnanswered({ tx, network }: Ctx, since: Date) {
  const { rows } = await sql<{ missed: number; messages: number }>`
    select count(*) filter (where outcome in ('abandoned','cut_off') and not outgoing)::int as missed,
      count(*) filter (where outcome = 'message')::int as messages
    from calls where network_id = ${network.id} and line = 'desk' and state = 'ended' and started_at > ${since}`.execute(
    tx,
  );
  return rows[0]!;
}
