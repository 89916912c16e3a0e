import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';

export interface Notices {
  reminders: readonly number[];
  digest: boolean;
  way: string | null;
}

/** What these people chose; who chose nothing is left out. */
export async function selectNotices(
  tx: Tx,
  networkId: string,
  personIds: string[],
): Promise<Map<string, Notices>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('shift_notices')
    .select(['person_id as personId', 'reminders', 'digest', 'way'])
    .where('network_id', '=', networkId)
    .where('person_id', 'in', personIds)
    .execute();
  return new Map(rows.map(({ personId, ...chosen }) => [personId, chosen]));
}

export async function saveNotices(
  tx: Tx,
  networkId: string,
  personId: string,
  { reminders, digest, way }: Notices,
  at: Date,
): Promise<void> {
  const set = { reminders: [...reminders], digest, way, at };
  await tx
    .insertInto('shift_notices')
    .values({ network_id: networkId, person_id: personId, ...set })
    .onConflict((c) => c.columns(['network_id', 'person_id']).doUpdateSet(set))
    .execute();
}

export const deleteNotices = (tx: Tx, networkId: string, personId: string) =>
  tx
    .deleteFrom('shift_notices')
    .where('network_id', '=', networkId)
    .where('person_id', '=', personId)
    .execute();

export interface ToRemind {
  id: string;
  personId: string;
  role: string;
  startsAt: Date;
  endsAt: Date;
  learner: boolean;
  takenAt: Date | null;
  remindedFor: Date | null;
}

/** Shifts that stand and begin between two moments. */
export const selectToRemind = (tx: Tx, networkId: string, from: Date, to: Date): Promise<ToRemind[]> =>
  tx
    .selectFrom('shifts')
    .select([
      'id',
      'person_id as personId',
      'role',
      'starts_at as startsAt',
      'ends_at as endsAt',
      'learner',
      'taken_at as takenAt',
      'reminded_for as remindedFor',
    ])
    .where('network_id', '=', networkId)
    .where('state', '=', 'on')
    .where('starts_at', '>', from)
    .where('starts_at', '<=', to)
    .orderBy('starts_at')
    .orderBy('id')
    .execute();

/** Writes down which reminder is given, where none as late was. Returns the shifts concerned: two that do it at once share them. */
export async function markReminded(
  tx: Tx,
  networkId: string,
  due: { id: string; at: Date }[],
): Promise<Set<string>> {
  if (due.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    update shifts s set reminded_for = d.at
    from unnest(${due.map((d) => d.id)}::uuid[], ${due.map((d) => d.at)}::timestamptz[]) as d(id, at)
    where s.network_id = ${networkId} and s.id = d.id and s.state = 'on'
      and (s.reminded_for is null or s.reminded_for < d.at)
    returning s.id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Days whose digest nobody will send again. */
export const forgetDigests = (tx: Tx, networkId: string, before: string) =>
  tx.deleteFrom('rota_digests').where('network_id', '=', networkId).where('day', '<', before).execute();

/** Whether this day's digest is to be sent: true once. */
export async function beginDigest(tx: Tx, networkId: string, day: string, at: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('rota_digests')
    .values({ network_id: networkId, day, at })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
