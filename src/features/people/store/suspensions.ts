import type { Tx } from '../../../platform/db/index.ts';
import type { Sealed } from '../../../platform/db/types.ts';

export interface SuspensionRow {
  id: string;
  personId: string;
  complaintId: string | null;
  reason: Sealed;
  by: string;
  at: Date;
  liftedAt: Date | null;
}

export interface ReviewRow {
  suspensionId: string;
  by: string;
  says: 'uphold' | 'lift';
  words: Sealed | null;
  at: Date;
}

const suspensions = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('suspensions')
    .select([
      'id',
      'person_id as personId',
      'complaint_id as complaintId',
      'reason',
      'by',
      'at',
      'lifted_at as liftedAt',
    ])
    .where('network_id', '=', networkId);

/** Held until the transaction ends, so that two reviews are counted one after the other. */
export const lockSuspension = async (tx: Tx, networkId: string, id: string): Promise<SuspensionRow | null> =>
  (await suspensions(tx, networkId).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

export const selectSuspension = async (
  tx: Tx,
  networkId: string,
  id: string,
): Promise<SuspensionRow | null> =>
  (await suspensions(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

export const selectSuspensionInForce = async (
  tx: Tx,
  networkId: string,
  personId: string,
): Promise<SuspensionRow | null> =>
  (await suspensions(tx, networkId)
    .where('person_id', '=', personId)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()) ?? null;

/** In force, or lifted since; the newest first. */
export const selectSuspensions = (
  tx: Tx,
  networkId: string,
  since: Date,
  limit: number,
): Promise<SuspensionRow[]> =>
  suspensions(tx, networkId)
    .where((e) => e.or([e('lifted_at', 'is', null), e('lifted_at', '>', since)]))
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();

/** False when the person is suspended already, or the id is known. */
export async function insertSuspension(
  tx: Tx,
  networkId: string,
  row: Omit<SuspensionRow, 'liftedAt'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('suspensions')
    .values({
      network_id: networkId,
      id: row.id,
      person_id: row.personId,
      complaint_id: row.complaintId,
      reason: row.reason,
      by: row.by,
      at: row.at,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function liftSuspension(tx: Tx, networkId: string, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('suspensions')
    .set({ lifted_at: at })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

/** False when this person has reviewed it before. */
export async function insertReview(tx: Tx, networkId: string, row: ReviewRow): Promise<boolean> {
  const { suspensionId, ...rest } = row;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('suspension_reviews')
    .values({ network_id: networkId, suspension_id: suspensionId, ...rest })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function selectReviews(
  tx: Tx,
  networkId: string,
  suspensionIds: string[],
): Promise<ReviewRow[]> {
  if (suspensionIds.length === 0) return [];
  return tx
    .selectFrom('suspension_reviews')
    .select(['suspension_id as suspensionId', 'by', 'says', 'words', 'at'])
    .$narrowType<Pick<ReviewRow, 'says'>>()
    .where('network_id', '=', networkId)
    .where('suspension_id', 'in', suspensionIds)
    .orderBy('at')
    .execute();
}
