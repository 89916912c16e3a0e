import type { Tx } from '../../platform/db/index.ts';
import type { ShiftRole } from './contract.ts';

export interface Shift {
  id: string;
  role: ShiftRole;
  chapterId: string | null;
  personId: string;
  startsAt: Date;
  endsAt: Date;
}

const chunk = 1000;

/** Shifts that cover a moment, of one role or of all; who began first comes first. */
export function selectAt(tx: Tx, networkId: string, at: Date, role?: string): Promise<Shift[]> {
  const query = tx
    .selectFrom('shifts')
    .select([
      'id',
      'role',
      'chapter_id as chapterId',
      'person_id as personId',
      'starts_at as startsAt',
      'ends_at as endsAt',
    ])
    .$narrowType<Pick<Shift, 'role'>>()
    .where('network_id', '=', networkId)
    .where('starts_at', '<=', at)
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
    .where('starts_at', '>', after)
    .orderBy('starts_at')
    .limit(1)
    .executeTakeFirst();
  return row?.startsAt ?? null;
}

/** In chunks; the same id again changes nothing. */
export async function insertShifts(tx: Tx, networkId: string, shifts: Shift[]): Promise<void> {
  for (let i = 0; i < shifts.length; i += chunk)
    await tx
      .insertInto('shifts')
      .values(
        shifts.slice(i, i + chunk).map((s) => ({
          network_id: networkId,
          id: s.id,
          role: s.role,
          chapter_id: s.chapterId,
          person_id: s.personId,
          starts_at: s.startsAt,
          ends_at: s.endsAt,
        })),
      )
      .onConflict((c) => c.doNothing())
      .execute();
}

/** What has begun ends now; what has not is taken out. Returns how many it touched. */
export async function endShifts(tx: Tx, networkId: string, personId: string, at: Date): Promise<number> {
  const ahead = await tx
    .deleteFrom('shifts')
    .where('network_id', '=', networkId)
    .where('person_id', '=', personId)
    .where('starts_at', '>=', at)
    .executeTakeFirst();
  const now = await tx
    .updateTable('shifts')
    .set({ ends_at: at })
    .where('network_id', '=', networkId)
    .where('person_id', '=', personId)
    .where('ends_at', '>', at)
    .executeTakeFirst();
  return Number(ahead.numDeletedRows + now.numUpdatedRows);
}
