import { type ExpressionBuilder, sql } from 'kysely';
import type { DB } from '../../../../db/tables.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { Need } from '../contract.ts';

export interface SlotRow extends Need {
  id: string;
  patternId: string | null;
  startsAt: Date;
  endsAt: Date;
  state: 'draft' | 'published' | 'cancelled';
  surgeId?: string | null;
  /** Chapters that lend their people for it. */
  lentBy?: string[];
  /** Cancelled since its pattern did not come that day. */
  withPattern?: boolean;
}

const chunk = 500;

/** Chapters that have agreed to lend for a slot of another; of what is the whole network's there are none. */
const lenders = (e: ExpressionBuilder<DB, 'rota_slots'>) =>
  sql<string[]>`array(${e
    .selectFrom('rota_loans as l')
    .select('l.lender_id')
    .whereRef('l.network_id', '=', 'rota_slots.network_id')
    .whereRef('l.borrower_id', '=', 'rota_slots.chapter_id')
    .where('l.state', '=', 'agreed')
    .whereRef('l.starts_at', '<=', 'rota_slots.starts_at')
    .whereRef('l.ends_at', '>', 'rota_slots.starts_at')
    .where((l) => l.or([l('l.role', 'is', null), l('l.role', '=', l.ref('rota_slots.role'))]))})`;

const slots = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('rota_slots')
    .select((e) => [
      'id',
      'pattern_id as patternId',
      'surge_id as surgeId',
      lenders(e).as('lentBy'),
      'role',
      'chapter_id as chapterId',
      'starts_at as startsAt',
      'ends_at as endsAt',
      'minimum',
      'wanted',
      'languages',
      'state',
      'with_pattern as withPattern',
    ])
    .$narrowType<Pick<SlotRow, 'role' | 'state'>>()
    .where('network_id', '=', networkId);

/** Those that have some time between two moments, by their begin; what was cancelled is left out. */
export const selectSlots = (tx: Tx, networkId: string, from: Date, to: Date): Promise<SlotRow[]> =>
  slots(tx, networkId)
    .where('starts_at', '<', to)
    // No slot is longer than a day; said here, so that the index has both ends.
    .where('starts_at', '>', new Date(from.getTime() - 26 * 3_600_000))
    .where('ends_at', '>', from)
    .where('state', '!=', 'cancelled')
    .orderBy('starts_at')
    .orderBy('role')
    .orderBy('id')
    .execute();

export const selectSlot = async (tx: Tx, networkId: string, id: string): Promise<SlotRow | null> =>
  (await slots(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

export const selectSlotsById = (tx: Tx, networkId: string, ids: readonly string[]): Promise<SlotRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : slots(tx, networkId).where('id', 'in', ids).execute();

/** The slot, held until the transaction ends: who asks for its last place at the same time waits here. */
export const lockSlot = async (tx: Tx, networkId: string, id: string): Promise<SlotRow | null> =>
  (await slots(tx, networkId).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

/** Those of a pattern that begin after a moment. */
export const selectOfPattern = (
  tx: Tx,
  networkId: string,
  patternId: string,
  after: Date,
): Promise<SlotRow[]> =>
  slots(tx, networkId)
    .where('pattern_id', '=', patternId)
    .where('starts_at', '>', after)
    .orderBy('starts_at')
    .forUpdate()
    .execute();

/** In chunks; the same id again changes nothing. Returns the ids that are new. */
export async function insertSlots(tx: Tx, networkId: string, rows: SlotRow[]): Promise<Set<string>> {
  const added = new Set<string>();
  for (let i = 0; i < rows.length; i += chunk) {
    const made = await tx
      .insertInto('rota_slots')
      .values(
        rows.slice(i, i + chunk).map((s) => ({
          network_id: networkId,
          id: s.id,
          pattern_id: s.patternId,
          surge_id: s.surgeId ?? null,
          role: s.role,
          chapter_id: s.chapterId,
          starts_at: s.startsAt,
          ends_at: s.endsAt,
          minimum: s.minimum,
          wanted: s.wanted,
          languages: s.languages,
          state: s.state,
        })),
      )
      .onConflict((c) => c.doNothing())
      .returning('id')
      .execute();
    for (const { id } of made) added.add(id);
  }
  return added;
}

export async function updateSlot(
  tx: Tx,
  networkId: string,
  id: string,
  change: Partial<Omit<SlotRow, 'id' | 'patternId' | 'surgeId' | 'lentBy'>>,
): Promise<void> {
  await tx
    .updateTable('rota_slots')
    .set((e) => ({
      changes: e('changes', '+', 1),
      ...(change.role && { role: change.role }),
      ...(change.chapterId !== undefined && { chapter_id: change.chapterId }),
      ...(change.startsAt && { starts_at: change.startsAt }),
      ...(change.endsAt && { ends_at: change.endsAt }),
      ...(change.minimum && { minimum: change.minimum }),
      ...(change.wanted && { wanted: change.wanted }),
      ...(change.languages && { languages: change.languages }),
      ...(change.state && { state: change.state }),
      ...(change.withPattern !== undefined && { with_pattern: change.withPattern }),
    }))
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

/** Drafts that begin between two moments are published, those of a chapter or of the whole network. Their number. */
export async function publishSlots(tx: Tx, networkId: string, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { numUpdatedRows } = await tx
    .updateTable('rota_slots')
    .set({ state: 'published' })
    .where('network_id', '=', networkId)
    .where('id', 'in', ids)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** One at a time for each of these people: their hours are counted over all that they have. Sorted, so that two never wait for each other. */
export async function lockPeople(tx: Tx, networkId: string, personIds: string[]): Promise<void> {
  const names = [...new Set(personIds)].sort().map((id) => `rota ${networkId} ${id}`);
  // In one statement, row by row as they stand in the list.
  await sql`select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${names}::text[]) as name`.execute(
    tx,
  );
}
