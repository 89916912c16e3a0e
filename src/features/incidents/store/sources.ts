import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Says } from '../contract.ts';
import type { Weighed } from '../rules.ts';

export interface SourceRow extends Omit<Weighed, 'origin'> {
  incidentId: string;
  reportId: string | null;
  personId: string | null;
  origin: Buffer;
  by: string | null;
  at: Date;
  movedFrom: string | null;
}

/** False when the id is there already. A report that is a source elsewhere violates a unique index. */
export async function insertSource(tx: Tx, networkId: string, row: SourceRow): Promise<boolean> {
  const inserted = await tx
    .insertInto('incident_sources')
    .values({
      network_id: networkId,
      id: row.id,
      incident_id: row.incidentId,
      kind: row.kind,
      report_id: row.reportId,
      person_id: row.personId,
      origin: row.origin,
      first_hand: row.firstHand,
      picture: row.picture,
      says: row.says,
      on_scene: row.onScene,
      trained: row.trained,
      by: row.by,
      at: row.at,
    })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

const live = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('incident_sources')
    .select([
      'id',
      'incident_id as incidentId',
      'kind',
      'report_id as reportId',
      'person_id as personId',
      'origin',
      'first_hand as firstHand',
      'picture',
      'says',
      'on_scene as onScene',
      'trained',
      'by',
      'at',
      'moved_from as movedFrom',
    ])
    .where('network_id', '=', networkId)
    .where('removed_at', 'is', null)
    .$castTo<SourceRow>();

export const selectSources = (
  tx: Tx,
  networkId: string,
  incidentIds: readonly string[],
): Promise<SourceRow[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : live(tx, networkId).where('incident_id', 'in', incidentIds).orderBy('at').orderBy('id').execute();

export const selectSourcesOfReports = (
  tx: Tx,
  networkId: string,
  reportIds: readonly string[],
): Promise<SourceRow[]> =>
  reportIds.length === 0
    ? Promise.resolve([])
    : live(tx, networkId).where('report_id', 'in', reportIds).execute();

/** Moves live sources; how many moved. */
export async function moveSources(
  tx: Tx,
  networkId: string,
  move: { ids: readonly string[]; from: string; to: string; movedFrom: string | null },
): Promise<number> {
  if (move.ids.length === 0) return 0;
  const { numUpdatedRows } = await tx
    .updateTable('incident_sources')
    .set({ incident_id: move.to, moved_from: move.movedFrom })
    .where('network_id', '=', networkId)
    .where('id', 'in', move.ids)
    .where('incident_id', '=', move.from)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Takes a live source away, or brings a removed one back; false when it was not so. */
export async function setRemoved(
  tx: Tx,
  networkId: string,
  id: string,
  removed: { by: string | null; at: Date } | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('incident_sources')
    .set({ removed_by: removed?.by ?? null, removed_at: removed?.at ?? null })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .where('removed_at', removed ? 'is' : 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function updateSourceFacts(
  tx: Tx,
  networkId: string,
  reportId: string,
  facts: { firstHand?: boolean | undefined; picture?: boolean | undefined },
): Promise<string | null> {
  const row = await tx
    .updateTable('incident_sources')
    .set({
      first_hand: facts.firstHand ?? sql<boolean>`first_hand`,
      picture: facts.picture ?? sql<boolean>`picture`,
    })
    .where('network_id', '=', networkId)
    .where('report_id', '=', reportId)
    .where('removed_at', 'is', null)
    .returning('incident_id')
    .executeTakeFirst();
  return row?.incident_id ?? null;
}

/** Live sources and pictures of each incident, and when it was last seen. */
export async function countSources(tx: Tx, networkId: string, incidentIds: readonly string[]) {
  const rows =
    incidentIds.length === 0
      ? []
      : await tx
          .selectFrom('incident_sources')
          .select((s) => [
            'incident_id as incidentId',
            s.fn.countAll<number>().as('sources'),
            s.fn.countAll<number>().filterWhere('picture', '=', true).as('pictures'),
            s.fn
              .max('at')
              .filterWhere('says', '=', 'seen' satisfies Says)
              .as('lastSeenAt'),
          ])
          .where('network_id', '=', networkId)
          .where('incident_id', 'in', incidentIds)
          .where('removed_at', 'is', null)
          .groupBy('incident_id')
          .execute();
  return new Map(rows.map((r) => [r.incidentId, r]));
}
