import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Mark } from '../../../platform/keeping.ts';
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

/** Those whose days are over, the earliest end first. */
export async function selectLoansOver(tx: Tx, networkId: string, by: Date, mark: Mark | null, limit: number) {
  const after = mark ? sql`and (ends_at, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<{ id: string; by: string | null; at: Date; ended: Date }>`
    select id, by, at, ends_at as ended from rota_loans
    where network_id = ${networkId} and ends_at <= ${by} ${after} order by ends_at, id limit ${limit}`.execute(
    tx,
  );
  return rows;
}

export async function deleteLoans(tx: Tx, networkId: string, ids: string[]): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('rota_loans')
    .where('network_id', '=', networkId)
    .where('id', 'in', ids)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
