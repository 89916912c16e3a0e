import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Sealed } from '../../../platform/db/types.ts';

export interface NewReport {
  id: string;
  door: string;
  language: string;
  tense: 'now' | 'before';
  kind: string;
  queue: 'normal' | 'throttled';
  origin: Buffer;
  receiptKey: Buffer;
  conversationId: string | null;
  cell: string | null;
  zoneId: string | null;
  accuracyM: number | null;
  point: Sealed | null;
  words: Sealed;
  contact: Sealed | null;
  firstHand: boolean | null;
  seenAt: Date;
  drill: boolean;
}

/**
 * Writes a batch in one statement of a fixed text, whatever its size; the ids that were new. Building one `values` row
 * a report costs more on this path than the insert itself.
 */
export async function insertReports(
  tx: Tx,
  networkId: string,
  rows: NewReport[],
  at: Date,
): Promise<Set<string>> {
  const column = <K extends keyof NewReport>(key: K) => rows.map((row) => row[key]);
  const { rows: inserted } = await sql<{ id: string }>`
    insert into reports (network_id, received_at, touched_at, id, door, language, tense, kind, queue, origin, receipt_key,
      conversation_id, cell, zone_id, accuracy_m, point, words, contact, first_hand, seen_at, drill)
    select ${networkId}::uuid, ${at}::timestamptz, ${at}::timestamptz, r.* from unnest(
      ${column('id')}::uuid[], ${column('door')}::text[], ${column('language')}::text[], ${column('tense')}::text[],
      ${column('kind')}::text[], ${column('queue')}::text[], ${column('origin')}::bytea[],
      ${column('receiptKey')}::bytea[], ${column('conversationId')}::uuid[], ${column('cell')}::text[],
      ${column('zoneId')}::uuid[], ${column('accuracyM')}::int[], ${column('point')}::bytea[],
      ${column('words')}::bytea[], ${column('contact')}::bytea[], ${column('firstHand')}::boolean[],
      ${column('seenAt')}::timestamptz[], ${column('drill')}::boolean[]) as r
    on conflict (network_id, id) do nothing
    returning id`.execute(tx);
  return new Set(inserted.map((r) => r.id));
}

/** What was answered to reports that came before. */
export const selectReceived = (tx: Tx, networkId: string, ids: readonly string[]) =>
  tx
    .selectFrom('reports')
    .select(['id', 'language', 'queue', 'received_at as receivedAt'])
    .where('network_id', '=', networkId)
    .where('id', 'in', ids)
    .$castTo<{ id: string; language: string; queue: 'normal' | 'throttled'; receivedAt: Date }>()
    .execute();

/**
 * Brings up what waits in the throttled queue since `since`, while fewer than `most` reached the first queue in the last
 * minute: of each origin its first only, none of the banned, and of each cell one before another's second. Returns ids.
 */
export async function surfaceReports(
  tx: Tx,
  networkId: string,
  { since, minuteAgo, most }: { since: Date; minuteAgo: Date; most: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with waiting as (
      select r.id, r.received_at, row_number() over (partition by r.cell order by r.received_at) as turn
      from reports r
      where r.network_id = ${networkId} and r.queue = 'throttled' and r.state = 'new' and r.kind <> 'detained'
        and r.received_at > ${since}
        and not exists (select from bans b
          where b.network_id = ${networkId} and b.origin = r.origin and b.lifted_at is null)
        and not exists (select from reports e
          where e.network_id = ${networkId} and e.origin = r.origin and e.received_at > ${since}
            and (e.received_at, e.id) < (r.received_at, r.id)))
    update reports set queue = 'normal'
    where network_id = ${networkId} and id in (
      select id from waiting order by turn, received_at
      limit greatest(0, ${most} - (select count(*)::int from reports
        where network_id = ${networkId} and queue = 'normal' and received_at > ${minuteAgo})))
    returning id`.execute(tx);
  return rows.map((r) => r.id);
}

/** Those of these origins that are banned, in hex. */
export async function selectBanned(
  tx: Tx,
  networkId: string,
  origins: readonly Buffer[],
): Promise<Set<string>> {
  const { rows } = await sql<{ origin: Buffer }>`
    select origin from bans
    where network_id = ${networkId} and lifted_at is null and origin = any(${origins}::bytea[])`.execute(tx);
  return new Set(rows.map((r) => r.origin.toString('hex')));
}

/** Whether a report of this origin is linked to an incident. */
export async function hasLinked(tx: Tx, networkId: string, origin: Buffer): Promise<boolean> {
  const row = await tx
    .selectFrom('reports')
    .select('id')
    .where('network_id', '=', networkId)
    .where('origin', '=', origin)
    .where('state', '=', 'linked')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertBan(
  tx: Tx,
  networkId: string,
  origin: Buffer,
  by: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('bans')
    .values({ network_id: networkId, origin, by, at })
    .onConflict((c) => c.columns(['network_id', 'origin']).doUpdateSet({ by, at, lifted_at: null }))
    .execute();
}

export async function liftBan(tx: Tx, networkId: string, origin: Buffer, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('bans')
    .set({ lifted_at: at })
    .where('network_id', '=', networkId)
    .where('origin', '=', origin)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
