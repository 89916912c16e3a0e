import type { Tx } from '../../../platform/db/index.ts';
import type { PeopleAlarm } from '../contract.ts';

export interface AlarmRow {
  id: string;
  kind: PeopleAlarm['kind'];
  how: PeopleAlarm['how'];
  by: string | null;
  byAccount: string | null;
  personId: string | null;
  at: Date;
}

export async function insertAlarm(tx: Tx, networkId: string, row: AlarmRow): Promise<void> {
  await tx
    .insertInto('people_alarms')
    .values({
      network_id: networkId,
      id: row.id,
      kind: row.kind,
      how: row.how,
      by: row.by,
      by_account: row.byAccount,
      person_id: row.personId,
      at: row.at,
    })
    .execute();
}

/** Those that nobody has looked into, the newest first. */
export const selectOpenAlarms = (tx: Tx, networkId: string, limit: number): Promise<AlarmRow[]> =>
  tx
    .selectFrom('people_alarms')
    .select(['id', 'kind', 'how', 'by', 'by_account as byAccount', 'person_id as personId', 'at'])
    .$narrowType<Pick<AlarmRow, 'kind' | 'how'>>()
    .where('network_id', '=', networkId)
    .where('handled_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();

export const selectAlarm = async (
  tx: Tx,
  networkId: string,
  id: string,
): Promise<{ kind: PeopleAlarm['kind'] } | null> =>
  (await tx
    .selectFrom('people_alarms')
    .select('kind')
    .$narrowType<Pick<AlarmRow, 'kind'>>()
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .executeTakeFirst()) ?? null;

/** False when it was handled before. */
export async function handleAlarm(
  tx: Tx,
  networkId: string,
  id: string,
  act: { by: string | null; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('people_alarms')
    .set({ handled_at: act.at, handled_by: act.by })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .where('handled_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export interface CanaryRow {
  personId: string;
  callSign: string;
  chapterId: string;
  at: Date;
}

export async function insertCanary(
  tx: Tx,
  networkId: string,
  row: { personId: string; by: string | null; at: Date },
): Promise<void> {
  await tx
    .insertInto('canaries')
    .values({ network_id: networkId, person_id: row.personId, by: row.by, at: row.at })
    .execute();
}

/** The newest first. */
export const selectCanaries = (tx: Tx, networkId: string): Promise<CanaryRow[]> =>
  tx
    .selectFrom('canaries as c')
    .innerJoin('people as p', (j) =>
      j.onRef('p.network_id', '=', 'c.network_id').onRef('p.id', '=', 'c.person_id'),
    )
    .select(['p.id as personId', 'p.call_sign as callSign', 'p.chapter_id as chapterId', 'c.at'])
    .where('c.network_id', '=', networkId)
    .where('p.state', '<>', 'left')
    .orderBy('c.at', 'desc')
    .execute();

/** Which of these people do not exist. */
export async function selectCanariesAmong(tx: Tx, networkId: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom('canaries')
    .select('person_id')
    .where('network_id', '=', networkId)
    .where((e) => e('person_id', '=', e.fn.any(e.val(ids))))
    .execute();
  return new Set(rows.map((r) => r.person_id));
}
