import type { Tx } from '../../../platform/db/index.ts';
import type { Encrypted, Sealed } from '../../../platform/db/types.ts';

export interface AdditionRow {
  id: string;
  reportId: string;
  at: Date;
  by: string | null;
  /** Came in a flood. */
  throttled: boolean;
  words: Sealed;
  /** Where it belongs instead, and who said so. */
  moved: { to: 'report' | 'incident'; id: string; by: string | null; at: Date } | null;
}

/** False when the id is there already. */
export async function insertAddition(
  tx: Tx,
  networkId: string,
  row: Omit<AdditionRow, 'moved'>,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('report_additions')
    .values({
      network_id: networkId,
      id: row.id,
      report_id: row.reportId,
      at: row.at,
      by: row.by,
      throttled: row.throttled,
      words: row.words,
    })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

interface MovedRow extends Omit<AdditionRow, 'moved'> {
  movedTo: 'report' | 'incident' | null;
  movedToId: string | null;
  movedBy: string | null;
  movedAt: Date | null;
}

const columns = [
  'id',
  'report_id as reportId',
  'at',
  'by',
  'throttled',
  'words',
  'moved_to as movedTo',
  'moved_to_id as movedToId',
  'moved_by as movedBy',
  'moved_at as movedAt',
] as const;

const whole = ({ movedTo, movedToId, movedBy, movedAt, ...row }: MovedRow): AdditionRow => ({
  ...row,
  moved: movedTo && movedToId && movedAt ? { to: movedTo, id: movedToId, by: movedBy, at: movedAt } : null,
});

/** What was said after these reports by their own reporters, also what was moved away since. */
export const selectAdditions = (tx: Tx, networkId: string, reportIds: readonly string[]) =>
  additionsBy(tx, networkId, 'report_id', reportIds);

/** What others said that belongs to these reports. */
export const selectMovedIn = (tx: Tx, networkId: string, reportIds: readonly string[]) =>
  additionsBy(tx, networkId, 'moved_to_id', reportIds);

async function additionsBy(
  tx: Tx,
  networkId: string,
  column: 'report_id' | 'moved_to_id',
  ids: readonly string[],
): Promise<AdditionRow[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('report_additions')
    .select(columns)
    .where('network_id', '=', networkId)
    .where(column, 'in', ids)
    .orderBy('at')
    .orderBy('id')
    .$castTo<MovedRow>()
    .execute();
  return rows.map(whole);
}

export async function lockAddition(tx: Tx, networkId: string, id: string): Promise<AdditionRow | null> {
  const row = await tx
    .selectFrom('report_additions')
    .select(columns)
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .forUpdate()
    .$castTo<MovedRow>()
    .executeTakeFirst();
  return row ? whole(row) : null;
}

export async function moveAddition(
  tx: Tx,
  networkId: string,
  id: string,
  moved: AdditionRow['moved'],
): Promise<void> {
  await tx
    .updateTable('report_additions')
    .set({
      moved_to: moved?.to ?? null,
      moved_to_id: moved?.id ?? null,
      moved_by: moved?.by ?? null,
      moved_at: moved?.at ?? null,
    })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

export interface DraftRow {
  id: string;
  words: Sealed;
  savedAt: Date;
}

/** False when the draft is somebody else's. */
export async function upsertDraft(tx: Tx, networkId: string, by: string, draft: DraftRow): Promise<boolean> {
  const saved = await tx
    .insertInto('report_drafts')
    .values({ network_id: networkId, id: draft.id, by, words: draft.words, saved_at: draft.savedAt })
    .onConflict((c) =>
      c
        .columns(['network_id', 'id'])
        .doUpdateSet({ words: draft.words, saved_at: draft.savedAt })
        .where('report_drafts.by', '=', by),
    )
    .returning('id')
    .executeTakeFirst();
  return saved !== undefined;
}

/** The operator's own, the newest first; or one of them. */
export const selectDrafts = (tx: Tx, networkId: string, by: string, id?: string): Promise<DraftRow[]> =>
  tx
    .selectFrom('report_drafts')
    .select(['id', 'words', 'saved_at as savedAt'])
    .where('network_id', '=', networkId)
    .where('by', '=', by)
    .$if(id !== undefined, (q) => q.where('id', '=', id!))
    .orderBy('saved_at', 'desc')
    .limit(50)
    .execute();

export async function deleteDraft(tx: Tx, networkId: string, by: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('report_drafts')
    .where('network_id', '=', networkId)
    .where('by', '=', by)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export interface FetchRow {
  id: string;
  reportId: string;
  url: Encrypted;
  attempts: number;
}

export async function insertFetches(
  tx: Tx,
  networkId: string,
  rows: Omit<FetchRow, 'attempts'>[],
  dueAt: Date,
): Promise<void> {
  await tx
    .insertInto('media_fetches')
    .values(
      rows.map((r) => ({
        network_id: networkId,
        id: r.id,
        report_id: r.reportId,
        url: r.url,
        due_at: dueAt,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute();
}

/** Takes one that is due and puts it off until `until`, so that a crash only delays it; null when there is none. */
export async function takeFetch(tx: Tx, networkId: string, now: Date, until: Date): Promise<FetchRow | null> {
  const due = await tx
    .selectFrom('media_fetches')
    .select(['id', 'report_id as reportId', 'url', 'attempts'])
    .where('network_id', '=', networkId)
    .where('state', '=', 'due')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!due) return null;
  await tx
    .updateTable('media_fetches')
    .set({ attempts: due.attempts + 1, due_at: until })
    .where('network_id', '=', networkId)
    .where('id', '=', due.id)
    .execute();
  return due;
}

export async function settleFetch(
  tx: Tx,
  networkId: string,
  id: string,
  state: 'done' | 'failed',
): Promise<void> {
  await tx
    .updateTable('media_fetches')
    .set({ state })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}
