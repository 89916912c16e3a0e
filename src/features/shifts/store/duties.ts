import type { Tx } from '../../../platform/db/index.ts';
import type { ShiftRole } from '../contract.ts';

export type EndedAs = 'left' | 'handed-over' | 'unseated' | 'removed';

export interface NewDuty {
  id: string;
  personId: string;
  role: ShiftRole;
  chapterId: string | null;
  shiftId: string | null;
  learner: boolean;
  beganAt: Date;
  heardAt: Date;
  dueAt: Date | null;
}

export interface DutyRow extends NewDuty {
  remindedAt: Date | null;
  raisedAt: Date | null;
  endedAt: Date | null;
  countedTo: Date | null;
  endedAs: EndedAs | null;
  endedBy: string | null;
}

const columns = [
  'id',
  'person_id as personId',
  'role',
  'chapter_id as chapterId',
  'shift_id as shiftId',
  'learner',
  'began_at as beganAt',
  'heard_at as heardAt',
  'due_at as dueAt',
  'reminded_at as remindedAt',
  'raised_at as raisedAt',
  'ended_at as endedAt',
  'counted_to as countedTo',
  'ended_as as endedAs',
  'ended_by as endedBy',
] as const;

const duties = (tx: Tx, networkId: string) =>
  tx.selectFrom('duties').select(columns).$castTo<DutyRow>().where('network_id', '=', networkId);

/** Inserts them; who is on duty in that role already, and the same id again, changes nothing. Returns how many are new. */
export async function insertDuties(tx: Tx, networkId: string, rows: NewDuty[]): Promise<number> {
  if (rows.length === 0) return 0;
  const made = await tx
    .insertInto('duties')
    .values(
      rows.map((d) => ({
        network_id: networkId,
        id: d.id,
        person_id: d.personId,
        role: d.role,
        chapter_id: d.chapterId,
        shift_id: d.shiftId,
        learner: d.learner,
        began_at: d.beganAt,
        heard_at: d.heardAt,
        due_at: d.dueAt,
      })),
    )
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return Number(made.numInsertedOrUpdatedRows ?? 0n);
}

/** One that is over already: its word came late. */
export async function insertEnded(tx: Tx, networkId: string, duty: NewDuty, endedAt: Date): Promise<void> {
  await tx
    .insertInto('duties')
    .values({
      ...{ network_id: networkId, id: duty.id, person_id: duty.personId, role: duty.role },
      ...{ chapter_id: duty.chapterId, shift_id: duty.shiftId, learner: duty.learner },
      ...{ began_at: duty.beganAt, heard_at: duty.heardAt, due_at: duty.dueAt },
      ...{ ended_at: endedAt, counted_to: endedAt, ended_as: 'left' },
    })
    .onConflict((c) => c.doNothing())
    .execute();
}

export const selectDuty = async (tx: Tx, networkId: string, id: string): Promise<DutyRow | null> =>
  (await duties(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

/** Locks it: of two who end a duty at once, one comes second. */
export const lockDuty = async (tx: Tx, networkId: string, id: string): Promise<DutyRow | null> =>
  (await duties(tx, networkId).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

/** Everyone on duty now, or in a role; who came first comes first. */
export function selectOpenDuties(tx: Tx, networkId: string, role?: string): Promise<DutyRow[]> {
  const open = duties(tx, networkId).where('ended_at', 'is', null).orderBy('began_at').orderBy('id');
  return (role ? open.where('role', '=', role) : open).execute();
}

export const selectOpenOf = (tx: Tx, networkId: string, personId: string): Promise<DutyRow[]> =>
  duties(tx, networkId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('began_at')
    .execute();

export async function selectDutiesOfShifts(
  tx: Tx,
  networkId: string,
  shiftIds: string[],
): Promise<DutyRow[]> {
  if (shiftIds.length === 0) return [];
  return duties(tx, networkId).where('shift_id', 'in', shiftIds).orderBy('began_at').execute();
}

/** With some time between two moments, of these people or of everyone; an open one reaches to now. */
export function selectDutiesBetween(
  tx: Tx,
  networkId: string,
  from: Date,
  to: Date,
  personIds?: string[],
): Promise<DutyRow[]> {
  const found = duties(tx, networkId)
    .where('began_at', '<', to)
    .where((w) => w.or([w('ended_at', 'is', null), w('counted_to', '>', from)]))
    .orderBy('began_at');
  return (personIds ? found.where('person_id', 'in', personIds) : found).execute();
}

/** The last that somebody was there for, before a moment; null when they never were. */
export const selectLastEnded = async (tx: Tx, networkId: string, personId: string): Promise<DutyRow | null> =>
  (await duties(tx, networkId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is not', null)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()) ?? null;

export interface DutyChange {
  dueAt?: Date;
  remindedAt?: Date | null;
  raisedAt?: Date | null;
  endedAt?: Date;
  countedTo?: Date;
  endedAs?: EndedAs;
  endedBy?: string | null;
}

export async function updateDuty(tx: Tx, networkId: string, id: string, change: DutyChange): Promise<void> {
  await tx
    .updateTable('duties')
    .set({
      ...(change.dueAt && { due_at: change.dueAt }),
      ...(change.remindedAt !== undefined && { reminded_at: change.remindedAt }),
      ...(change.raisedAt !== undefined && { raised_at: change.raisedAt }),
      ...(change.endedAt && {
        ended_at: change.endedAt,
        counted_to: change.countedTo!,
        ended_as: change.endedAs!,
        ended_by: change.endedBy ?? null,
      }),
    })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

/** Their shift is not needed any more: who sits there already is asked to hand over now. */
export async function endDueOf(tx: Tx, networkId: string, shiftIds: string[], at: Date): Promise<void> {
  if (shiftIds.length === 0) return;
  await tx
    .updateTable('duties')
    .set({ due_at: at })
    .where('network_id', '=', networkId)
    .where('shift_id', 'in', shiftIds)
    .where('ended_at', 'is', null)
    .execute();
}

/** Open duties whose end is due, to remind or to raise; locked, so that two processes say it once. */
export function selectDue(
  tx: Tx,
  networkId: string,
  before: Date,
  said: 'reminded_at' | 'raised_at',
): Promise<DutyRow[]> {
  return duties(tx, networkId)
    .where('ended_at', 'is', null)
    .where('due_at', '<=', before)
    .where(said, 'is', null)
    .orderBy('due_at')
    .forUpdate()
    .skipLocked()
    .execute();
}
