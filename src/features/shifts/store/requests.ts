import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Mark } from '../../../platform/keeping.ts';

export type RequestState = 'asked' | 'waiting' | 'done' | 'refused' | 'withdrawn' | 'overtaken';

export interface RequestRow {
  id: string;
  kind: 'take' | 'give-back' | 'swap';
  personId: string;
  slotId: string;
  shiftId: string | null;
  otherPersonId: string | null;
  otherShiftId: string | null;
  state: RequestState;
  at: Date;
  decidedAt: Date | null;
  why: Encrypted | null;
}

const requests = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('shift_requests')
    .select([
      'id',
      'kind',
      'person_id as personId',
      'slot_id as slotId',
      'shift_id as shiftId',
      'other_person_id as otherPersonId',
      'other_shift_id as otherShiftId',
      'state',
      'at',
      'decided_at as decidedAt',
      'why',
    ])
    .$narrowType<Pick<RequestRow, 'kind' | 'state'>>()
    .where('network_id', '=', networkId);

export const selectRequest = async (tx: Tx, networkId: string, id: string): Promise<RequestRow | null> =>
  (await requests(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

/** What waits for a coordinator and whose slot is still to come or under way, the oldest first. */
export const selectWaiting = (tx: Tx, networkId: string, now: Date): Promise<RequestRow[]> =>
  requests(tx, networkId)
    .where('state', '=', 'waiting')
    .where((e) =>
      e.exists(
        e
          .selectFrom('rota_slots')
          .select('rota_slots.id')
          .where('rota_slots.network_id', '=', networkId)
          .whereRef('rota_slots.id', '=', 'shift_requests.slot_id')
          .where('rota_slots.state', '!=', 'cancelled')
          .where('rota_slots.ends_at', '>', now),
      ),
    )
    .orderBy('at')
    .orderBy('id')
    .limit(200)
    .execute();

/** Of a person, asked by or of them: what is open, and what was decided since a moment. */
export const selectRequestsOf = (
  tx: Tx,
  networkId: string,
  personId: string,
  since: Date,
): Promise<RequestRow[]> =>
  requests(tx, networkId)
    .where((e) => e.or([e('person_id', '=', personId), e('other_person_id', '=', personId)]))
    .where((e) => e.or([e('state', 'in', ['asked', 'waiting']), e('decided_at', '>', since)]))
    .orderBy('at', 'desc')
    .limit(50)
    .execute();

/** The same id again changes nothing. */
export async function insertRequest(
  tx: Tx,
  networkId: string,
  r: Omit<RequestRow, 'decidedAt' | 'why'>,
): Promise<void> {
  await tx
    .insertInto('shift_requests')
    .values({
      network_id: networkId,
      id: r.id,
      kind: r.kind,
      person_id: r.personId,
      slot_id: r.slotId,
      shift_id: r.shiftId,
      other_person_id: r.otherPersonId,
      other_shift_id: r.otherShiftId,
      state: r.state,
      at: r.at,
    })
    .onConflict((c) => c.doNothing())
    .execute();
}

export async function updateRequest(
  tx: Tx,
  networkId: string,
  id: string,
  change: { state: RequestState; decidedAt: Date | null; decidedBy: string | null; why?: Encrypted | null },
): Promise<void> {
  await tx
    .updateTable('shift_requests')
    .set({
      state: change.state,
      decided_at: change.decidedAt,
      decided_by: change.decidedBy,
      ...(change.why !== undefined && { why: change.why }),
    })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

/** Whatever is still open about these shifts or this slot has been overtaken, `but` for one. */
export async function closeRequestsAbout(
  tx: Tx,
  networkId: string,
  { shiftIds, slotId, but = null }: { shiftIds: string[]; slotId?: string; but?: string | null },
  at: Date,
): Promise<void> {
  await tx
    .updateTable('shift_requests')
    .set({ state: 'overtaken', decided_at: at })
    .where('network_id', '=', networkId)
    .where('state', 'in', ['asked', 'waiting'])
    .where((e) =>
      e.or([
        ...(slotId ? [e('slot_id', '=', slotId)] : []),
        ...(shiftIds.length > 0 ? [e('shift_id', 'in', shiftIds), e('other_shift_id', 'in', shiftIds)] : []),
      ]),
    )
    .$if(but !== null, (q) => q.where('id', '!=', but!))
    .execute();
}

/** Those decided, or about a shift that was over, by then: the oldest end first. */
export async function selectRequestsOver(
  tx: Tx,
  networkId: string,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<(Pick<RequestRow, 'id' | 'personId' | 'otherPersonId' | 'at'> & { ended: Date })[]> {
  const after = mark ? sql`where (ended, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<Pick<RequestRow, 'id' | 'personId' | 'otherPersonId' | 'at'> & { ended: Date }>`
    select * from (
      select r.id, r.person_id as "personId", r.other_person_id as "otherPersonId", r.at,
        coalesce(r.decided_at, s.ends_at) as ended
      from shift_requests r
      join rota_slots s on s.network_id = r.network_id and s.id = r.slot_id
      where r.network_id = ${networkId} and coalesce(r.decided_at, s.ends_at) <= ${by}) over_ones
    ${after} order by ended, id limit ${limit}`.execute(tx);
  return rows;
}

export async function deleteRequests(tx: Tx, networkId: string, ids: string[]): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('shift_requests')
    .where('network_id', '=', networkId)
    .where('id', 'in', ids)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
