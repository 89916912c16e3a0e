import type { Tx } from '../../../platform/db/index.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export interface ExportRow {
  id: string;
  chapterId: string | null;
  named: boolean;
  /** Hours of this month; null: members. */
  month: string | null;
  reason: Encrypted;
  by: string;
  at: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  approved: boolean | null;
  takenAt: Date | null;
}

const exports = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('exports')
    .select([
      'id',
      'chapter_id as chapterId',
      'named',
      'month',
      'reason',
      'by',
      'at',
      'decided_by as decidedBy',
      'decided_at as decidedAt',
      'approved',
      'taken_at as takenAt',
    ])
    .where('network_id', '=', networkId);

/** Asked for since then, the newest first. */
export const selectExports = (tx: Tx, networkId: string, since: Date, limit: number): Promise<ExportRow[]> =>
  exports(tx, networkId).where('at', '>', since).orderBy('at', 'desc').limit(limit).execute();

/** Held until the transaction ends, so that it is decided and taken once. */
export const lockExport = async (tx: Tx, networkId: string, id: string): Promise<ExportRow | null> =>
  (await exports(tx, networkId).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

/** False when the id is known. */
export async function insertExport(
  tx: Tx,
  networkId: string,
  row: Pick<ExportRow, 'id' | 'chapterId' | 'named' | 'month' | 'reason' | 'by' | 'at'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('exports')
    .values({
      network_id: networkId,
      id: row.id,
      chapter_id: row.chapterId,
      named: row.named,
      month: row.month,
      reason: row.reason,
      by: row.by,
      at: row.at,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateExport(
  tx: Tx,
  networkId: string,
  id: string,
  set: { decidedBy: string; decidedAt: Date; approved: boolean } | { takenAt: Date },
): Promise<void> {
  await tx
    .updateTable('exports')
    .set(
      'takenAt' in set
        ? { taken_at: set.takenAt }
        : { decided_by: set.decidedBy, decided_at: set.decidedAt, approved: set.approved },
    )
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}
