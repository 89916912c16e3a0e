import type { Tx } from '../../../platform/db/index.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { ChangeKind, Finding, RuleMet, Verification } from '../contract.ts';

export interface VerificationRow {
  id: string;
  incidentId: string;
  state: Verification;
  finding: Finding | null;
  rule: RuleMet | null;
  sourceIds: string[];
  by: string;
  at: Date;
}

export async function insertVerification(tx: Tx, networkId: string, row: VerificationRow): Promise<void> {
  await tx
    .insertInto('verifications')
    .values({
      network_id: networkId,
      id: row.id,
      incident_id: row.incidentId,
      state: row.state,
      finding: row.finding,
      rule: row.rule,
      source_ids: row.sourceIds,
      by: row.by,
      at: row.at,
    })
    .execute();
}

/** Oldest first; of one moment the step to `checking` comes before what was found. */
export const selectVerifications = (tx: Tx, networkId: string, incidentId: string) =>
  tx
    .selectFrom('verifications')
    .select([
      'id',
      'incident_id as incidentId',
      'state',
      'finding',
      'rule',
      'source_ids as sourceIds',
      'by',
      'at',
    ])
    .where('network_id', '=', networkId)
    .where('incident_id', '=', incidentId)
    .orderBy('at')
    .orderBy('finding', (o) => o.nullsFirst())
    .orderBy('id')
    .$castTo<VerificationRow>()
    .execute();

/** What a change did, so that it can be undone. */
export interface ChangeData {
  sourceIds?: string[];
  /** The other incident of a merge or split, or the report of a link. */
  subject?: string;
  response?: string;
}

export interface ChangeRow {
  id: string;
  incidentId: string;
  kind: ChangeKind;
  data: ChangeData;
  by: string;
  at: Date;
  undoneBy: string | null;
  undoneAt: Date | null;
}

export async function insertChange(
  tx: Tx,
  networkId: string,
  row: Omit<ChangeRow, 'undoneBy' | 'undoneAt'>,
): Promise<void> {
  await tx
    .insertInto('incident_changes')
    .values({
      network_id: networkId,
      id: row.id,
      incident_id: row.incidentId,
      kind: row.kind,
      data: JSON.stringify(row.data),
      by: row.by,
      at: row.at,
    })
    .execute();
}

const changes = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('incident_changes')
    .select([
      'id',
      'incident_id as incidentId',
      'kind',
      'data',
      'by',
      'at',
      'undone_by as undoneBy',
      'undone_at as undoneAt',
    ])
    .where('network_id', '=', networkId)
    .$castTo<ChangeRow>();

export const selectChange = (tx: Tx, networkId: string, id: string): Promise<ChangeRow | undefined> =>
  changes(tx, networkId).where('id', '=', id).executeTakeFirst();

/** What was not undone, the newest first. */
export const selectChanges = (tx: Tx, networkId: string, incidentId: string): Promise<ChangeRow[]> =>
  changes(tx, networkId)
    .where('incident_id', '=', incidentId)
    .where('undone_at', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();

/** False when somebody undid it first. */
export async function markUndone(
  tx: Tx,
  networkId: string,
  id: string,
  by: string,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('incident_changes')
    .set({ undone_by: by, undone_at: at })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export interface EntryRow {
  id: string;
  incidentId: string;
  at: Date;
  notedAt: Date;
  kind: string;
  actor: string | null;
  actorKind: 'person' | 'resident' | 'system';
  subject: string | null;
  data: Record<string, unknown>;
  words: Sealed | null;
}

/** False when the id is there already. */
/** The ids of those that were new. */
export async function insertEntries(tx: Tx, networkId: string, rows: EntryRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const inserted = await tx
    .insertInto('incident_entries')
    .values(
      rows.map((row) => ({
        network_id: networkId,
        id: row.id,
        incident_id: row.incidentId,
        at: row.at,
        noted_at: row.notedAt,
        kind: row.kind,
        actor: row.actor,
        actor_kind: row.actorKind,
        subject: row.subject,
        data: JSON.stringify(row.data),
        words: row.words,
      })),
    )
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .returning('id')
    .execute();
  return inserted.map((row) => row.id);
}

export const selectEntries = (
  tx: Tx,
  networkId: string,
  incidentIds: readonly string[],
): Promise<EntryRow[]> =>
  tx
    .selectFrom('incident_entries')
    .select([
      'id',
      'incident_id as incidentId',
      'at',
      'noted_at as notedAt',
      'kind',
      'actor',
      'actor_kind as actorKind',
      'subject',
      'data',
      'words',
    ])
    .where('network_id', '=', networkId)
    .where('incident_id', 'in', incidentIds)
    .orderBy('at')
    .orderBy('noted_at')
    .orderBy('id')
    .$castTo<EntryRow>()
    .execute();
