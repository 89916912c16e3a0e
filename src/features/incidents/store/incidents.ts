import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Response, Verification } from '../contract.ts';

export interface NewRow {
  id: string;
  playbook: string;
  playbookVersion: number;
  kind: string;
  zoneId: string | null;
  chapterId: string | null;
  cell: string | null;
  point: Encrypted | null;
  label: Encrypted;
  accuracyM: number | null;
  seenAt: Date;
  openedBy: string | null;
  openedAt: Date;
  drill: boolean;
}

export interface IncidentRow extends NewRow {
  number: number;
  verification: Verification;
  response: Response;
  outcome: string | null;
  concludedBy: string | null;
  concludedAt: Date | null;
  mergedInto: string | null;
  ledBy: string | null;
}

/** Inserts with the network's next number; null when the id is there already. */
export async function insertIncident(tx: Tx, networkId: string, row: NewRow): Promise<number | null> {
  // One opening at a time in a network, so that numbers neither collide nor leave gaps.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`incident number ${networkId}`}, 0))`.execute(tx);
  const inserted = await tx
    .insertInto('incidents')
    .values({
      network_id: networkId,
      id: row.id,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from incidents where network_id = ${networkId})`,
      playbook: row.playbook,
      playbook_version: row.playbookVersion,
      kind: row.kind,
      zone_id: row.zoneId,
      chapter_id: row.chapterId,
      cell: row.cell,
      point: row.point,
      label: row.label,
      accuracy_m: row.accuracyM,
      seen_at: row.seenAt,
      opened_by: row.openedBy,
      led_by: row.openedBy,
      opened_at: row.openedAt,
      drill: row.drill,
    })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .returning('number')
    .executeTakeFirst();
  return inserted?.number ?? null;
}

const columns = [
  'id',
  'number',
  'playbook',
  'playbook_version as playbookVersion',
  'kind',
  'zone_id as zoneId',
  'chapter_id as chapterId',
  'cell',
  'point',
  'label',
  'accuracy_m as accuracyM',
  'seen_at as seenAt',
  'opened_by as openedBy',
  'opened_at as openedAt',
  'verification',
  'response',
  'outcome',
  'concluded_by as concludedBy',
  'concluded_at as concludedAt',
  'merged_into as mergedInto',
  'led_by as ledBy',
  'drill',
] as const;

const select = (tx: Tx, networkId: string) =>
  tx.selectFrom('incidents').select(columns).where('network_id', '=', networkId).$castTo<IncidentRow>();

/** Locked rows stand still until the transaction ends; several are locked in the order of their ids. */
export const selectIncidents = (
  tx: Tx,
  networkId: string,
  ids: readonly string[],
  { lock = false } = {},
): Promise<IncidentRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : select(tx, networkId)
        .where('id', 'in', ids)
        .orderBy('id')
        .$if(lock, (q) => q.forUpdate())
        .execute();

export const selectOpen = (tx: Tx, networkId: string): Promise<IncidentRow[]> =>
  select(tx, networkId)
    .where('concluded_at', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('opened_at')
    .execute();

export const selectEnded = (tx: Tx, networkId: string, limit: number): Promise<IncidentRow[]> =>
  select(tx, networkId)
    .where('concluded_at', 'is not', null)
    .orderBy('concluded_at', 'desc')
    .limit(limit)
    .execute();

export interface StateChange {
  verification?: Verification;
  response?: Response;
  outcome?: string | null;
  concludedBy?: string | null;
  concludedAt?: Date | null;
  mergedInto?: string | null;
}

/** Writes what changed of a row that the transaction holds. */
export async function updateIncident(
  tx: Tx,
  networkId: string,
  id: string,
  change: StateChange,
): Promise<void> {
  await tx
    .updateTable('incidents')
    .set({
      verification: change.verification,
      response: change.response,
      outcome: change.outcome,
      concluded_by: change.concludedBy,
      concluded_at: change.concludedAt,
      merged_into: change.mergedInto,
    })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

/** Forgets the exact place: what stays is the zone. */
export async function coarsenIncident(
  tx: Tx,
  networkId: string,
  id: string,
  label: Encrypted,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('incidents')
    .set({
      point: null,
      cell: null,
      accuracy_m: null,
      label,
      coarsened_at: at,
    })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

/** Everything that was merged into an incident, directly or through another. */
export async function selectMergedInto(tx: Tx, networkId: string, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive merged as (
      select id from incidents where network_id = ${networkId} and merged_into = ${id}
      union
      select i.id from incidents i join merged m on i.merged_into = m.id where i.network_id = ${networkId}
    )
    select id from merged`.execute(tx);
  return rows.map((r) => r.id);
}
