import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';

/** Open incidents that a person leads, the oldest first. */
export const selectLedBy = (
  tx: Tx,
  networkId: string,
  personId: string,
): Promise<{ id: string; at: Date }[]> =>
  tx
    .selectFrom('incidents')
    .select(['id', 'opened_at as at'])
    .where('network_id', '=', networkId)
    .where('concluded_at', 'is', null)
    .where('merged_into', 'is', null)
    .where('led_by', '=', personId)
    .orderBy('opened_at')
    .execute();

/** Only open ones that are still led by `from`. Returns which moved. */
export async function updateLead(
  tx: Tx,
  networkId: string,
  ids: readonly string[],
  from: string | null,
  to: string | null,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    update incidents set led_by = ${to}::uuid
    where network_id = ${networkId} and id = any(${[...ids]}::uuid[]) and concluded_at is null
      and merged_into is null and led_by is not distinct from ${from}::uuid
    returning id`.execute(tx);
  return rows.map((r) => r.id);
}

/** Kinds and times of what was noted since, the oldest first; so many at most that a busy weekend fits. */
export const selectEntriesSince = (tx: Tx, networkId: string, since: Date) =>
  tx
    .selectFrom('incident_entries')
    .select(['incident_id as incidentId', 'kind', 'at'])
    .where('network_id', '=', networkId)
    .where('noted_at', '>', since)
    .orderBy('noted_at')
    .orderBy('id')
    .limit(10_000)
    .execute();
