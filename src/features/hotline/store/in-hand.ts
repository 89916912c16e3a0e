import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';

export interface ClaimedRow {
  id: string;
  claimedAt: Date | null;
  receivedAt: Date;
  zoneId: string | null;
  language: string;
}

/** Reports that somebody has claimed and that are not settled; never those of the legal desk. */
export const selectClaimedBy = ({ tx, network }: Ctx, personId: string): Promise<ClaimedRow[]> =>
  tx
    .selectFrom('reports')
    .select(['id', 'claimed_at as claimedAt', 'received_at as receivedAt', 'zone_id as zoneId', 'language'])
    .where('network_id', '=', network.id)
    .where('state', 'in', ['claimed', 'needs_information'])
    .where('claimed_by', '=', personId)
    .where('kind', '<>', 'detained')
    .orderBy('received_at')
    .execute();

/** Only those that are still with `from`; from nobody, only what nobody has. Returns which moved. */
export async function moveClaims(
  { tx, network, now }: Ctx,
  ids: readonly string[],
  from: string | null,
  to: string | null,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    update reports set claimed_by = ${to}::uuid, touched_at = ${now},
      claimed_at = case when ${to}::uuid is null then null else ${now}::timestamptz end,
      state = case when ${to}::uuid is null and state = 'claimed' then 'new'
        when ${to}::uuid is not null and state = 'new' then 'claimed' else state end
    where network_id = ${network.id} and id = any(${[...ids]}::uuid[])
      and claimed_by is not distinct from ${from}::uuid and state in ('new','claimed','needs_information')
    returning id`.execute(tx);
  return rows.map((r) => r.id);
}

export async function moveDrafts(
  { tx, network }: Ctx,
  ids: readonly string[],
  from: string,
  to: string,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('report_drafts')
    .set({ by: to })
    .where('network_id', '=', network.id)
    .where('id', 'in', [...ids])
    .where('by', '=', from)
    .execute();
}

export async function countSince({ tx, network }: Ctx, since: Date): Promise<{ came: number; wait: number }> {
  const { rows } = await sql<{ came: number; wait: number }>`
    select (select count(*)::int from reports where network_id = ${network.id} and received_at > ${since}
        and kind <> 'detained' and queue = 'normal') as came,
      (select count(*)::int from reports where network_id = ${network.id} and state = 'new'
        and kind <> 'detained' and queue = 'normal') as wait`.execute(tx);
  return rows[0]!;
}
