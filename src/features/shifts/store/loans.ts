import type { Tx } from '../../../platform/db/index.ts';
import type { ShiftRole } from '../contract.ts';

export interface LoanRow {
  id: string;
  borrowerId: string;
  lenderId: string;
  role: ShiftRole | null;
  fromDay: string;
  untilDay: string;
  startsAt: Date;
  endsAt: Date;
  state: 'asked' | 'agreed' | 'refused' | 'ended';
  by: string | null;
  at: Date;
}

const loans = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('rota_loans')
    .select([
      'id',
      'borrower_id as borrowerId',
      'lender_id as lenderId',
      'role',
      'from_day as fromDay',
      'until_day as untilDay',
      'starts_at as startsAt',
      'ends_at as endsAt',
      'state',
      'by',
      'at',
    ])
    .$narrowType<Pick<LoanRow, 'role' | 'state'>>()
    .where('network_id', '=', networkId);

/** Those that are not over since a moment, the newest first. */
export const selectLoans = (tx: Tx, networkId: string, since: Date): Promise<LoanRow[]> =>
  loans(tx, networkId).where('ends_at', '>', since).orderBy('at', 'desc').orderBy('id').limit(200).execute();

export const selectLoan = async (tx: Tx, networkId: string, id: string): Promise<LoanRow | null> =>
  (await loans(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

/** Held until the transaction ends: one decision comes after the other. */
export const lockLoan = async (tx: Tx, networkId: string, id: string): Promise<LoanRow | null> =>
  (await loans(tx, networkId).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

/** The same id again changes nothing. Whether it is new. */
export async function insertLoan(tx: Tx, networkId: string, loan: LoanRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('rota_loans')
    .values({
      network_id: networkId,
      id: loan.id,
      borrower_id: loan.borrowerId,
      lender_id: loan.lenderId,
      role: loan.role,
      from_day: loan.fromDay,
      until_day: loan.untilDay,
      starts_at: loan.startsAt,
      ends_at: loan.endsAt,
      state: loan.state,
      by: loan.by,
      at: loan.at,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateLoan(
  tx: Tx,
  networkId: string,
  id: string,
  state: LoanRow['state'],
): Promise<void> {
  await tx
    .updateTable('rota_loans')
    .set({ state })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}
