import type { Tx } from '../../platform/db/index.ts';

export interface IntakeRow {
  id: string;
  reportId: string;
  state: 'open' | 'taken' | 'closed';
  takenBy: string | null;
  takenAt: Date | null;
  at: Date;
  drill: boolean;
}

/** False when the report has its intake already. */
export async function insertIntake(
  tx: Tx,
  networkId: string,
  row: Pick<IntakeRow, 'id' | 'reportId' | 'at' | 'drill'>,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('intakes')
    .values({ network_id: networkId, id: row.id, report_id: row.reportId, at: row.at, drill: row.drill })
    .onConflict((c) => c.columns(['network_id', 'report_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

const select = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('intakes')
    .select([
      'id',
      'report_id as reportId',
      'state',
      'taken_by as takenBy',
      'taken_at as takenAt',
      'at',
      'drill',
    ])
    .where('network_id', '=', networkId)
    .$castTo<IntakeRow>();

export const selectIntakes = (
  tx: Tx,
  networkId: string,
  openOnly: boolean,
  reportId?: string,
): Promise<IntakeRow[]> =>
  select(tx, networkId)
    .$if(openOnly, (q) => q.where('state', '<>', 'closed'))
    .$if(reportId !== undefined, (q) => q.where('report_id', '=', reportId!))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();

export const selectIntake = (tx: Tx, networkId: string, id: string): Promise<IntakeRow | undefined> =>
  select(tx, networkId).where('id', '=', id).forUpdate().executeTakeFirst();

export async function updateIntake(
  tx: Tx,
  networkId: string,
  id: string,
  change: { state: IntakeRow['state']; takenBy?: string | null; takenAt?: Date | null },
): Promise<void> {
  await tx
    .updateTable('intakes')
    .set({ state: change.state, taken_by: change.takenBy, taken_at: change.takenAt })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

/** What this person has taken and not closed, locked. */
export const selectTakenBy = (tx: Tx, networkId: string, personId: string): Promise<IntakeRow[]> =>
  select(tx, networkId)
    .where('state', '=', 'taken')
    .where('taken_by', '=', personId)
    .orderBy('id')
    .forUpdate()
    .execute();

/** Returns the ids of what went. */
export async function deleteIntakeOf(tx: Tx, networkId: string, reportId: string): Promise<string[]> {
  const gone = await tx
    .deleteFrom('intakes')
    .where('network_id', '=', networkId)
    .where('report_id', '=', reportId)
    .returning('id')
    .execute();
  return gone.map((row) => row.id);
}
