import type { Tx } from '../../../platform/db/index.ts';
import type { Sealed } from '../../../platform/db/types.ts';

export interface AgreementRow {
  id: string;
  personId: string;
  playbook: string;
  version: number;
  signedAt: Date;
}

const chunk = 1000;

/** The same id again changes nothing. */
export async function insertAgreements(tx: Tx, networkId: string, rows: AgreementRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += chunk)
    await tx
      .insertInto('agreements')
      .values(
        rows.slice(i, i + chunk).map((r) => ({
          network_id: networkId,
          id: r.id,
          person_id: r.personId,
          playbook: r.playbook,
          version: r.version,
          signed_at: r.signedAt,
        })),
      )
      .onConflict((c) => c.doNothing())
      .execute();
}

export interface ComplaintRow {
  id: string;
  at: Date;
  language: string;
  words: Sealed;
  contact: Sealed | null;
  state: 'open' | 'closed';
  /** Came in a flood. */
  throttled: boolean;
}

/** False when the id is known: the form was sent twice. */
export async function insertComplaint(tx: Tx, networkId: string, row: ComplaintRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('complaints')
    .values({ network_id: networkId, ...row })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

const complaints = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('complaints')
    .select(['id', 'at', 'language', 'words', 'contact', 'state', 'throttled'])
    .$narrowType<Pick<ComplaintRow, 'state'>>()
    .where('network_id', '=', networkId);

/** Open ones first, the newest of each first. */
export const selectComplaints = (tx: Tx, networkId: string, limit: number): Promise<ComplaintRow[]> =>
  complaints(tx, networkId)
    .orderBy('state', 'desc')
    .orderBy('throttled')
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();

export const selectComplaint = async (tx: Tx, networkId: string, id: string): Promise<ComplaintRow | null> =>
  (await complaints(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

/** False when it was closed before. */
export async function closeComplaint(tx: Tx, networkId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('complaints')
    .set({ state: 'closed' })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
