import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { ShiftRow } from './shifts.ts';

/**
 * Who is on shift in a role: by the rota, without who came and left; and by an open duty that was due after `since`. Who
 * began first comes first.
 */
export async function selectOnShift(
  tx: Tx,
  networkId: string,
  at: Date,
  role: string,
  since: Date,
): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    select person_id as "personId" from (
      select person_id, starts_at as since from shifts s
        where network_id = ${networkId} and role = ${role} and state = 'on' and not learner
          and starts_at <= ${at} and ends_at > ${at}
          and (checked_in_at is null or exists (select from duties d where d.network_id = ${networkId}
            and d.person_id = s.person_id and d.role = ${role} and d.ended_at is null))
      union all
      select person_id, began_at from duties
        where network_id = ${networkId} and role = ${role} and ended_at is null and not learner
          and (due_at is null or due_at > ${since})
    ) as there group by person_id order by min(since), person_id`.execute(tx);
  return rows.map((r) => r.personId);
}

export interface BreakRow {
  personId: string;
  beganAt: Date;
  endedAt: Date | null;
}

/** Since when who of these people is on a break. */
export async function selectOnBreak(
  tx: Tx,
  networkId: string,
  personIds: readonly string[],
): Promise<Map<string, Date>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('duty_breaks')
    .select(['person_id as personId', 'began_at as beganAt'])
    .where('network_id', '=', networkId)
    .where('person_id', 'in', [...personIds])
    .where('ended_at', 'is', null)
    .execute();
  return new Map(rows.map((r) => [r.personId, r.beganAt]));
}

/** Breaks of these people with some time between two moments. */
export async function selectBreaksBetween(
  tx: Tx,
  networkId: string,
  personIds: string[],
  from: Date,
  to: Date,
): Promise<BreakRow[]> {
  if (personIds.length === 0) return [];
  return tx
    .selectFrom('duty_breaks')
    .select(['person_id as personId', 'began_at as beganAt', 'ended_at as endedAt'])
    .where('network_id', '=', networkId)
    .where('person_id', 'in', personIds)
    .where('began_at', '<', to)
    .where((w) => w.or([w('ended_at', 'is', null), w('ended_at', '>', from)]))
    .execute();
}

export async function beginBreak(
  tx: Tx,
  networkId: string,
  id: string,
  personId: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('duty_breaks')
    .values({ network_id: networkId, id, person_id: personId, began_at: at })
    .onConflict((c) => c.doNothing())
    .execute();
}

export async function endBreak(tx: Tx, networkId: string, personId: string, at: Date): Promise<boolean> {
  const ended = await tx
    .updateTable('duty_breaks')
    .set({ ended_at: sql<Date>`greatest(began_at, ${at}::timestamptz)` })
    .where('network_id', '=', networkId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/** Shifts that began before a moment, still go on, and whose holder has neither checked in nor been missed yet. Locked. */
export async function selectMissed(tx: Tx, networkId: string, begun: Date, now: Date): Promise<ShiftRow[]> {
  const { rows } = await sql<ShiftRow>`
    select id, role, chapter_id as "chapterId", person_id as "personId", slot_id as "slotId", starts_at as "startsAt",
      ends_at as "endsAt", state, learner, taken_at as "takenAt", offered_at as "offeredAt",
      checked_in_at as "checkedInAt", changes
    from shifts s
    where network_id = ${networkId} and state = 'on' and starts_at <= ${begun} and ends_at > ${now}
      and checked_in_at is null and missed_at is null
      and not exists (select from duties d where d.network_id = s.network_id and d.person_id = s.person_id
        and d.role = s.role and d.ended_at is null)
    order by starts_at, id for update of s skip locked`.execute(tx);
  return rows;
}

export async function markMissed(tx: Tx, networkId: string, shiftIds: string[], at: Date): Promise<void> {
  if (shiftIds.length === 0) return;
  await tx
    .updateTable('shifts')
    .set({ missed_at: at })
    .where('network_id', '=', networkId)
    .where('id', 'in', shiftIds)
    .execute();
}

/** Notes that somebody was thanked for a month. False when they were already. */
export async function insertThanks(
  tx: Tx,
  networkId: string,
  personId: string,
  month: string,
  at: Date,
): Promise<boolean> {
  const made = await tx
    .insertInto('duty_thanks')
    .values({ network_id: networkId, person_id: personId, month, at })
    .onConflict((c) => c.doNothing())
    .returning('month')
    .executeTakeFirst();
  return made !== undefined;
}
