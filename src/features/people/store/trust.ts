import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/index.ts';

export interface MarkRow {
  personId: string;
  kind: 'training' | 'shadowed' | 'meeting';
  /** What made it, so that it counts once: a course, a shift, a meeting. */
  source: string;
  at: Date;
}

/** What is marked already stays as it is; who is nobody here is left out. */
export async function insertMarks(tx: Tx, networkId: string, rows: MarkRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into trust_marks (network_id, person_id, kind, source, at)
    select p.network_id, p.id, m.kind, m.source, m.at
    from unnest(${rows.map((r) => r.personId)}::uuid[], ${rows.map((r) => r.kind)}::text[],
      ${rows.map((r) => r.source)}::text[], ${rows.map((r) => r.at)}::timestamptz[]) as m(person, kind, source, at)
    join people p on p.network_id = ${networkId} and p.id = m.person
    on conflict do nothing`.execute(tx);
}

/** Marks of trainings since then, but of these courses. */
export async function deleteTrainingMarks(
  ctx: Ctx,
  personId: string,
  but: readonly string[],
  since: Date,
): Promise<void> {
  await ctx.tx
    .deleteFrom('trust_marks')
    .where('network_id', '=', ctx.network.id)
    .where('person_id', '=', personId)
    .where('kind', '=', 'training')
    .where('at', '>=', since)
    .$if(but.length > 0, (q) => q.where('source', 'not in', but))
    .execute();
}

export interface TrustRow {
  id: string;
  activeSince: Date | null;
  founding: boolean;
  vouches: number;
  references: number;
  trainings: number;
  shadowed: number;
  meetings: number;
}

/** What counts of these people. */
export async function selectTrust(tx: Tx, networkId: string, ids: string[]): Promise<TrustRow[]> {
  const { rows } = await sql<TrustRow>`
    select p.id, a.since as "activeSince", v.founding, v.vouches, v.references, m.trainings, m.shadowed, m.meetings
    from people p
    cross join lateral (
      -- A pause takes nothing from the time that trust grows by.
      select min(at) as since from person_states
      where network_id = p.network_id and person_id = p.id and state = 'active' and p.state in ('active', 'paused')) a
    cross join lateral (
      select count(*) filter (where kind = 'founding') > 0 as founding, (count(*) filter (where kind = 'vouch'))::int as vouches,
        (count(*) filter (where kind = 'reference'))::int as references
      from vouches where network_id = p.network_id and person_id = p.id and withdrawn_at is null) v
    cross join lateral (
      select (count(*) filter (where kind = 'training'))::int as trainings,
        (count(*) filter (where kind = 'shadowed'))::int as shadowed, (count(*) filter (where kind = 'meeting'))::int as meetings
      from trust_marks where network_id = p.network_id and person_id = p.id) m
    where p.network_id = ${networkId} and p.id = any(${ids}::uuid[])`.execute(tx);
  return rows;
}

export interface FlagRow {
  id: string;
  kind: 'ring' | 'fan_out' | 'cluster' | 'conduct' | 'lapsed';
  key: string;
  personIds: string[];
  vouchIds: string[];
  at: Date;
}

/** What is open under the same key stays one, with what it is about now. True when it is new. */
export async function putFlag(tx: Tx, networkId: string, row: FlagRow): Promise<boolean> {
  const { rows } = await sql<{ isNew: boolean }>`
    insert into vouch_flags (network_id, id, kind, key, person_ids, vouch_ids, at)
    values (${networkId}, ${row.id}, ${row.kind}, ${row.key}, ${row.personIds}::uuid[], ${row.vouchIds}::uuid[], ${row.at})
    on conflict (network_id, key) where handled_at is null
      do update set person_ids = excluded.person_ids, vouch_ids = excluded.vouch_ids
    returning id = ${row.id} as "isNew"`.execute(tx);
  return rows[0]!.isNew;
}

/** Of a key that was looked into: what it was about then. */
export async function selectHandledVouches(tx: Tx, networkId: string, key: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('vouch_flags')
    .select('vouch_ids as ids')
    .where('network_id', '=', networkId)
    .where('key', '=', key)
    .where('handled_at', 'is not', null)
    .execute();
  return new Set(rows.flatMap((r) => r.ids));
}

const flags = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('vouch_flags')
    .select(['id', 'kind', 'key', 'person_ids as personIds', 'vouch_ids as vouchIds', 'at'])
    .$narrowType<Pick<FlagRow, 'kind'>>()
    .where('network_id', '=', networkId);

/** Those that no admin has looked into, the newest first. */
export const selectOpenFlags = (tx: Tx, networkId: string, limit: number): Promise<FlagRow[]> =>
  flags(tx, networkId).where('handled_at', 'is', null).orderBy('at', 'desc').limit(limit).execute();

export const selectFlag = async (tx: Tx, networkId: string, id: string): Promise<FlagRow | null> =>
  (await flags(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

/** False when it was handled before. */
export async function handleFlag(
  tx: Tx,
  networkId: string,
  id: string,
  act: { by: string | null; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('vouch_flags')
    .set({ handled_at: act.at, handled_by: act.by })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .where('handled_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
