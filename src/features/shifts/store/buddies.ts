import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { BuddyState } from '../contract.ts';

export interface BuddyRow {
  id: string;
  shiftId: string;
  /** The buddy. */
  personId: string;
  state: BuddyState;
  at: Date;
}

const buddies = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('shift_buddies')
    .select(['id', 'shift_id as shiftId', 'person_id as personId', 'state', 'at'])
    .where('network_id', '=', networkId)
    .orderBy('at')
    .orderBy('id')
    .$castTo<BuddyRow>();

/** False where they are asked, or have agreed, already. */
export async function insertBuddies(
  tx: Tx,
  networkId: string,
  rows: (BuddyRow & { askedBy: string | null })[],
): Promise<boolean> {
  if (rows.length === 0) return false;
  const made = await tx
    .insertInto('shift_buddies')
    .values(
      rows.map((r) => ({
        network_id: networkId,
        id: r.id,
        shift_id: r.shiftId,
        person_id: r.personId,
        state: r.state,
        asked_by: r.askedBy,
        at: r.at,
      })),
    )
    .onConflict((c) => c.doNothing())
    .returning('id')
    .execute();
  return made.length > 0;
}

/** One, held until the transaction ends. */
export const lockBuddy = async (tx: Tx, networkId: string, id: string): Promise<BuddyRow | null> =>
  (await buddies(tx, networkId).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

/** Of these shifts: who is asked, has agreed, or said no. */
export async function selectBuddies(
  tx: Tx,
  networkId: string,
  shiftIds: readonly string[],
): Promise<BuddyRow[]> {
  if (shiftIds.length === 0) return [];
  return buddies(tx, networkId)
    .where('shift_id', 'in', shiftIds)
    .where('state', 'in', ['asked', 'agreed', 'declined'])
    .execute();
}

/** Suggested for seats of these slots, not yet asked. */
export async function selectSuggested(
  tx: Tx,
  networkId: string,
  slotIds: readonly string[],
): Promise<BuddyRow[]> {
  if (slotIds.length === 0) return [];
  return buddies(tx, networkId)
    .where('state', '=', 'suggested')
    .where('shift_id', 'in', (q) =>
      q
        .selectFrom('shifts')
        .select('id')
        .where('network_id', '=', networkId)
        .where('slot_id', 'in', slotIds)
        .where('state', '!=', 'off'),
    )
    .execute();
}

/** Suggestions go without a trace: nobody was asked. */
export async function dropSuggested(
  tx: Tx,
  networkId: string,
  of: { slotIds: readonly string[] } | { shiftIds: readonly string[] },
): Promise<void> {
  const [column, ids] = 'slotIds' in of ? (['slot_id', of.slotIds] as const) : (['id', of.shiftIds] as const);
  if (ids.length === 0) return;
  await tx
    .deleteFrom('shift_buddies')
    .where('network_id', '=', networkId)
    .where('state', '=', 'suggested')
    .where('shift_id', 'in', (q) =>
      q.selectFrom('shifts').select('id').where('network_id', '=', networkId).where(column, 'in', ids),
    )
    .execute();
}

/** What was suggested is asked now. */
export async function askSuggested(
  tx: Tx,
  networkId: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('shift_buddies')
    .set({ state: 'asked', at })
    .where('network_id', '=', networkId)
    .where('id', 'in', ids)
    .execute();
}

/** Whose buddy somebody is asked to be, or is. */
export const selectBuddyingOf = (tx: Tx, networkId: string, personId: string): Promise<BuddyRow[]> =>
  buddies(tx, networkId)
    .where('person_id', '=', personId)
    .where('state', 'in', ['asked', 'agreed'])
    .execute();

export async function setBuddyState(
  tx: Tx,
  networkId: string,
  ids: readonly string[],
  state: BuddyState,
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('shift_buddies')
    .set({ state, answered_at: at })
    .where('network_id', '=', networkId)
    .where('id', 'in', ids)
    .execute();
}

/** Whom somebody has shared a slot with between two moments, who most often first. */
export async function selectCompany(
  tx: Tx,
  networkId: string,
  personId: string,
  { from, to, limit }: { from: Date; to: Date; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.person_id as id from shifts s
    join shifts o on o.network_id = s.network_id and o.slot_id = s.slot_id and o.person_id <> s.person_id
    where s.network_id = ${networkId} and s.person_id = ${personId} and s.state = 'on' and o.state = 'on'
      and s.starts_at > ${from} and s.starts_at < ${to}
    group by o.person_id order by count(*) desc, o.person_id limit ${limit}`.execute(tx);
  return rows.map((r) => r.id);
}
