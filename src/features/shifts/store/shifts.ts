import type { Tx } from '../../../platform/db/index.ts';
import type { ShiftRole } from '../contract.ts';

/** What is needed to put somebody on a shift. */
export interface Shift {
  id: string;
  role: ShiftRole;
  chapterId: string | null;
  personId: string;
  startsAt: Date;
  endsAt: Date;
  slotId?: string | null;
  state?: 'draft' | 'on' | 'off';
  learner?: boolean;
  takenAt?: Date | null;
  remindedFor?: Date | null;
  checkedInAt?: Date | null;
}

export interface ShiftRow extends Required<Shift> {
  offeredAt: Date | null;
  changes: number;
}

const chunk = 1000;

const columns = [
  'id',
  'role',
  'chapter_id as chapterId',
  'person_id as personId',
  'slot_id as slotId',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'state',
  'learner',
  'taken_at as takenAt',
  'reminded_for as remindedFor',
  'offered_at as offeredAt',
  'checked_in_at as checkedInAt',
  'changes',
] as const;

const shifts = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('shifts')
    .select(columns)
    .$narrowType<Pick<ShiftRow, 'role' | 'state'>>()
    .where('network_id', '=', networkId);

/** Shifts that stand and cover a moment, of one role or of all; who began first comes first. */
export function selectAt(tx: Tx, networkId: string, at: Date, role?: string): Promise<ShiftRow[]> {
  const query = shifts(tx, networkId)
    .where('state', '=', 'on')
    .where('starts_at', '<=', at)
    // No shift is longer than a day; said here, so that the index has both ends.
    .where('starts_at', '>', new Date(at.getTime() - 26 * 3_600_000))
    .where('ends_at', '>', at)
    .orderBy('starts_at')
    .orderBy('id');
  return (role ? query.where('role', '=', role) : query).execute();
}

/** When the next shift of a role begins after a moment; null when none is written down. */
export async function selectNextStart(
  tx: Tx,
  networkId: string,
  after: Date,
  role: string,
): Promise<Date | null> {
  const row = await tx
    .selectFrom('shifts')
    .select('starts_at as startsAt')
    .where('network_id', '=', networkId)
    .where('role', '=', role)
    .where('state', '=', 'on')
    .where('learner', '=', false)
    .where('starts_at', '>', after)
    .orderBy('starts_at')
    .limit(1)
    .executeTakeFirst();
  return row?.startsAt ?? null;
}

/** Seats, drafts too, that have some time between two moments. */
export const selectBetween = (tx: Tx, networkId: string, from: Date, to: Date): Promise<ShiftRow[]> =>
  shifts(tx, networkId)
    .where('state', '!=', 'off')
    .where('starts_at', '<', to)
    .where('ends_at', '>', from)
    .orderBy('starts_at')
    .orderBy('id')
    .execute();

/** Of these people, drafts too, with some time between two moments. */
export async function selectOfPeople(
  tx: Tx,
  networkId: string,
  personIds: string[],
  from: Date,
  to: Date,
): Promise<ShiftRow[]> {
  if (personIds.length === 0) return [];
  return shifts(tx, networkId)
    .where('state', '!=', 'off')
    .where('person_id', 'in', personIds)
    .where('starts_at', '<', to)
    .where('ends_at', '>', from)
    .orderBy('starts_at')
    .execute();
}

export async function selectOfSlots(tx: Tx, networkId: string, slotIds: string[]): Promise<ShiftRow[]> {
  if (slotIds.length === 0) return [];
  return shifts(tx, networkId)
    .where('state', '!=', 'off')
    .where('slot_id', 'in', slotIds)
    .orderBy('learner')
    .orderBy('taken_at')
    .orderBy('id')
    .execute();
}

export const selectShift = async (tx: Tx, networkId: string, id: string): Promise<ShiftRow | null> =>
  (await shifts(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

export const selectShiftsById = (tx: Tx, networkId: string, ids: readonly string[]): Promise<ShiftRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : shifts(tx, networkId).where('id', 'in', ids).execute();

/** In chunks; the same id again changes nothing. Returns how many are new. */
export async function insertShifts(tx: Tx, networkId: string, rows: Shift[]): Promise<number> {
  let added = 0n;
  for (let i = 0; i < rows.length; i += chunk) {
    const made = await tx
      .insertInto('shifts')
      .values(
        rows.slice(i, i + chunk).map((s) => ({
          network_id: networkId,
          id: s.id,
          role: s.role,
          chapter_id: s.chapterId,
          person_id: s.personId,
          slot_id: s.slotId ?? null,
          starts_at: s.startsAt,
          ends_at: s.endsAt,
          state: s.state ?? 'on',
          learner: s.learner ?? false,
          taken_at: s.takenAt ?? null,
          reminded_for: s.remindedFor ?? null,
          checked_in_at: s.checkedInAt ?? null,
        })),
      )
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    added += made.numInsertedOrUpdatedRows ?? 0n;
  }
  return Number(added);
}

export interface ShiftChange {
  personId?: string;
  startsAt?: Date;
  endsAt?: Date;
  role?: ShiftRole;
  chapterId?: string | null;
  state?: ShiftRow['state'];
  offeredAt?: Date | null;
  checkedInAt?: Date | null;
  takenAt?: Date;
}

/** Each change counts up, so that calendars take the newer one. */
export async function updateShifts(
  tx: Tx,
  networkId: string,
  ids: string[],
  change: ShiftChange,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('shifts')
    .set((e) => ({
      changes: e('changes', '+', 1),
      ...(change.personId && { person_id: change.personId }),
      ...(change.startsAt && { starts_at: change.startsAt }),
      ...(change.endsAt && { ends_at: change.endsAt }),
      ...(change.role && { role: change.role }),
      ...(change.chapterId !== undefined && { chapter_id: change.chapterId }),
      ...(change.state && { state: change.state }),
      ...(change.offeredAt !== undefined && { offered_at: change.offeredAt }),
      ...(change.checkedInAt !== undefined && { checked_in_at: change.checkedInAt }),
      ...(change.takenAt && { taken_at: change.takenAt }),
    }))
    .where('network_id', '=', networkId)
    .where('id', 'in', ids)
    .execute();
}

/** Suggestions in these slots that are still there hold from now on. Returns them: whoever publishes beside it has none of them. */
export const publishSeats = (tx: Tx, networkId: string, slotIds: string[], at: Date): Promise<ShiftRow[]> =>
  settleDrafts(tx, networkId, slotIds, { state: 'on', taken_at: at });

/** Suggestions in these slots that are still there are taken back. Returns them. */
export const dropDrafts = (tx: Tx, networkId: string, slotIds: string[]): Promise<ShiftRow[]> =>
  settleDrafts(tx, networkId, slotIds, { state: 'off' });

async function settleDrafts(
  tx: Tx,
  networkId: string,
  slotIds: string[],
  to: { state: 'on' | 'off'; taken_at?: Date },
): Promise<ShiftRow[]> {
  if (slotIds.length === 0) return [];
  return tx
    .updateTable('shifts')
    .set((e) => ({ ...to, changes: e('changes', '+', 1) }))
    .where('network_id', '=', networkId)
    .where('slot_id', 'in', slotIds)
    .where('state', '=', 'draft')
    .returning(columns)
    .$narrowType<Pick<ShiftRow, 'role' | 'state'>>()
    .execute();
}

/** What has begun ends now; what has not is off. Returns the ids of both. */
export async function endShifts(tx: Tx, networkId: string, personId: string, at: Date): Promise<string[]> {
  const standing = await shifts(tx, networkId)
    .where('state', '!=', 'off')
    .where('person_id', '=', personId)
    .where('ends_at', '>', at)
    .execute();
  const begun = standing.filter((s) => s.startsAt < at && s.state === 'on').map((s) => s.id);
  const ahead = standing.map((s) => s.id).filter((id) => !begun.includes(id));
  await updateShifts(tx, networkId, begun, { endsAt: at, offeredAt: null });
  await updateShifts(tx, networkId, ahead, { state: 'off', offeredAt: null });
  return standing.map((s) => s.id);
}
