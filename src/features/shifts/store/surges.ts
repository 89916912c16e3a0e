import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Mark } from '../../../platform/keeping.ts';
import type { Surge } from '../contract.ts';

export interface SurgeRow extends Pick<Surge, 'id' | 'chapterId' | 'needs' | 'blockHours' | 'languages'> {
  from: Date;
  until: Date;
}

const surges = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('rota_surges')
    .select([
      'id',
      'chapter_id as chapterId',
      'needs',
      'block_hours as blockHours',
      'languages',
      'starts_at as from',
      'ends_at as until',
    ])
    .$narrowType<{ needs: Surge['needs'] }>()
    .where('network_id', '=', networkId);

/** Those that end after a moment, by their begin. */
export const selectSurges = (tx: Tx, networkId: string, after: Date): Promise<SurgeRow[]> =>
  surges(tx, networkId).where('ends_at', '>', after).orderBy('starts_at').orderBy('id').execute();

export const selectSurge = async (tx: Tx, networkId: string, id: string): Promise<SurgeRow | null> =>
  (await surges(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

/** The same id again changes nothing. Whether it is new. */
export async function insertSurge(
  tx: Tx,
  networkId: string,
  s: SurgeRow,
  by: string | null,
  at: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('rota_surges')
    .values({
      network_id: networkId,
      id: s.id,
      chapter_id: s.chapterId,
      needs: JSON.stringify(s.needs),
      block_hours: s.blockHours,
      languages: s.languages,
      starts_at: s.from,
      ends_at: s.until,
      by,
      at,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function endSurgeAt(tx: Tx, networkId: string, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('rota_surges')
    .set({ ends_at: at })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

/** Its slots that have not begun and are not off. */
export async function selectSlotsOfSurge(
  tx: Tx,
  networkId: string,
  surgeId: string,
  after: Date,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('rota_slots')
    .select('id')
    .where('network_id', '=', networkId)
    .where('surge_id', '=', surgeId)
    .where('starts_at', '>', after)
    .where('state', '!=', 'cancelled')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

/** Those whose days are over, the earliest end first. */
export async function selectSurgesOver(
  tx: Tx,
  networkId: string,
  by: Date,
  mark: Mark | null,
  limit: number,
) {
  const after = mark ? sql`and (ends_at, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<{ id: string; by: string | null; at: Date; ended: Date }>`
    select id, by, at, ends_at as ended from rota_surges
    where network_id = ${networkId} and ends_at <= ${by} ${after} order by ends_at, id limit ${limit}`.execute(
    tx,
  );
  return rows;
}

export async function deleteSurges(tx: Tx, networkId: string, ids: string[]): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('rota_surges')
    .where('network_id', '=', networkId)
    .where('id', 'in', ids)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
