import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';

export const selectAssignedTo = async ({ tx, network, now }: Ctx, personId: string) => {
  const rows = await tx
    .selectFrom('threads')
    .select(['id', 'assigned_at as at'])
    .where('network_id', '=', network.id)
    .where('kind', '<>', 'detention')
    .where('assigned_to', '=', personId)
    .where('resolved_at', 'is', null)
    .orderBy('assigned_at')
    .execute();
  return rows.map((r) => ({ id: r.id, at: r.at ?? now }));
};

/** Open callbacks whose time this person was the last to set. */
export const selectPromisedBy = (
  { tx, network }: Ctx,
  personId: string,
): Promise<{ id: string; at: Date }[]> =>
  tx
    .selectFrom('callbacks')
    .select(['id', 'at'])
    .where('network_id', '=', network.id)
    .where('by', '=', personId)
    .where('state', '=', 'open')
    .orderBy('at')
    .execute();

/** Only those that are still with `from`. Returns which moved. */
export async function moveThreads(
  { tx, network, actor, now }: Ctx,
  ids: readonly string[],
  from: string | null,
  to: string | null,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    update threads set assigned_to = ${to}::uuid, assigned_by = ${actor.personId}::uuid, assigned_at = ${now}
    where network_id = ${network.id} and id = any(${[...ids]}::uuid[]) and resolved_at is null
      and kind <> 'detention' and assigned_to is not distinct from ${from}::uuid
    returning id`.execute(tx);
  return rows.map((r) => r.id);
}

export async function moveCallbacks(
  { tx, network }: Ctx,
  ids: readonly string[],
  from: string | null,
  to: string | null,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    update callbacks set by = ${to}::uuid
    where network_id = ${network.id} and id = any(${[...ids]}::uuid[]) and state = 'open'
      and by is not distinct from ${from}::uuid
    returning id`.execute(tx);
  return rows.map((r) => r.id);
}

export async function countDue({ tx, network }: Ctx, before: Date): Promise<number> {
  const row = await tx
    .selectFrom('callbacks')
    .select((s) => s.fn.countAll<string>().as('n'))
    .where('network_id', '=', network.id)
    .where('state', '=', 'open')
    .where('due_at', '<=', before)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
