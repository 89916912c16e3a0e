import { sql } from 'kysely';
import type { Tx } from '../db/index.ts';
import type { Entry, Place } from './entry.ts';
import { completeParts, fold, heightOf, type Range } from './tree.ts';

export interface Leaf extends Place {
  hash: Buffer;
  bound: Buffer;
  /** Heads of the subtrees that end here, the smallest first, one after the other. */
  subtrees: Buffer;
}

export interface ActRow extends Entry {
  xid: string;
  seq: number;
}

/** A leaf with its act; null where the act is gone. */
export interface LogRow extends Leaf {
  entry: Entry | null;
}

// As texts, to the last digit: what the driver rounds could be changed unseen.
const entryColumns = sql`to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, a.actor, a.act, a.subject, a.data::text as data`;

/** Whether it is this transaction's turn to write the log: one at a time in a network. */
export async function takeTurn(tx: Tx, networkId: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('porchlight audit ' || ${networkId}, 0)) as mine`.execute(
    tx,
  );
  return rows[0]!.mine;
}

/** Whether there are acts to put in order, or entries that no checkpoint covers since `signedBefore`; locks nothing. */
export async function hasWork(tx: Tx, networkId: string, signedBefore: Date): Promise<boolean> {
  const { rows } = await sql<{ work: boolean }>`
    with last as (select index, xid, seq from audit_leaves where network_id = ${networkId} order by index desc limit 1),
      signed as (select size, at from audit_checkpoints where network_id = ${networkId} order by size desc limit 1)
    select exists (select from audit_acts a where a.network_id = ${networkId}
        and (a.xid, a.seq) > (coalesce((select xid from last), '0'::xid8), coalesce((select seq from last), 0))
        and a.xid < pg_snapshot_xmin(pg_current_snapshot()))
      or coalesce((select index + 1 from last), 0) > coalesce((select size from signed), 0)
        and coalesce((select at from signed) <= ${signedBefore}, true) as work`.execute(tx);
  return rows[0]!.work;
}

/** The last leaf's place. */
export async function selectLast(tx: Tx, networkId: string): Promise<Place | null> {
  const { rows } = await sql<Place>`
    select index, xid::text as xid, seq from audit_leaves where network_id = ${networkId}
    order by index desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** Acts after this place, below the oldest transaction still running: none can appear behind them. */
export async function selectActs(
  tx: Tx,
  networkId: string,
  after: Pick<Place, 'xid' | 'seq'>,
  limit: number,
): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    select a.xid::text as xid, a.seq, ${entryColumns} from audit_acts a
    where a.network_id = ${networkId} and (a.xid, a.seq) > (${after.xid}::xid8, ${after.seq}::bigint)
      and a.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by a.xid, a.seq limit ${limit}`.execute(tx);
  return rows;
}

export async function insertLeaves(tx: Tx, networkId: string, leaves: Leaf[]): Promise<void> {
  await sql`
    insert into audit_leaves (network_id, index, xid, seq, hash, bound, subtrees)
    select ${networkId}::uuid, l.index, l.xid::xid8, l.seq, l.hash, l.bound, l.subtrees
    from unnest(${leaves.map((l) => l.index)}::bigint[], ${leaves.map((l) => l.xid)}::text[],
      ${leaves.map((l) => l.seq)}::bigint[], ${leaves.map((l) => l.hash)}::bytea[],
      ${leaves.map((l) => l.bound)}::bytea[], ${leaves.map((l) => l.subtrees)}::bytea[])
      as l(index, xid, seq, hash, bound, subtrees)`.execute(tx);
}

/** The hashes of these ranges of leaves, from what their last leaves keep: no leaf in between is read. */
export async function rangeHashes(tx: Tx, networkId: string, ranges: Range[]): Promise<Buffer[]> {
  const parts = ranges.map(completeParts);
  const ends = [...new Set(parts.flat().map(({ end }) => end - 1))];
  const { rows } = await sql<Pick<Leaf, 'index' | 'hash' | 'subtrees'>>`
    select index, hash, subtrees from audit_leaves
    where network_id = ${networkId} and index = any(${ends}::bigint[])`.execute(tx);
  const byIndex = new Map(rows.map((row) => [row.index, row]));
  const hashOf = (part: Range) => {
    const leaf = byIndex.get(part.end - 1);
    if (!leaf) throw new Error('the log has a gap; run: npx porchlight doctor --audit');
    const { hash, subtrees } = leaf;
    const height = heightOf(part);
    return height === 0 ? hash : subtrees.subarray((height - 1) * 32, height * 32);
  };
  return parts.map((list) => fold(list.map(hashOf)));
}

export interface CheckpointRow {
  size: number;
  at: Date;
  note: string;
}

export async function selectLastCheckpoint(tx: Tx, networkId: string): Promise<CheckpointRow | undefined> {
  return tx
    .selectFrom('audit_checkpoints')
    .select(['size', 'at', 'note'])
    .where('network_id', '=', networkId)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export const selectCheckpoints = (tx: Tx, networkId: string): Promise<CheckpointRow[]> =>
  tx
    .selectFrom('audit_checkpoints')
    .select(['size', 'at', 'note'])
    .where('network_id', '=', networkId)
    .orderBy('size')
    .execute();

export async function insertCheckpoint(tx: Tx, networkId: string, row: CheckpointRow): Promise<void> {
  await tx
    .insertInto('audit_checkpoints')
    .values({ network_id: networkId, ...row })
    .execute();
}

interface Joined extends Leaf {
  at: string | null;
  actor: string | null;
  act: string;
  subject: string;
  data: string;
}

/** Leaves with their acts, in order, from an index on. */
export async function selectRows(tx: Tx, networkId: string, from: number, limit: number): Promise<LogRow[]> {
  const { rows } = await sql<Joined>`
    select l.index, l.xid::text as xid, l.seq, l.hash, l.bound, l.subtrees, ${entryColumns}
    from audit_leaves l left join audit_acts a on a.network_id = l.network_id and a.xid = l.xid and a.seq = l.seq
    where l.network_id = ${networkId} and l.index >= ${from} order by l.index limit ${limit}`.execute(tx);
  return rows.map(({ at, actor, act, subject, data, ...leaf }) => ({
    ...leaf,
    entry: at === null ? null : { at, actor, act, subject, data },
  }));
}

/** The first act that lies before the last leaf and has none; with the index at which it would stand. */
export async function selectStray(
  tx: Tx,
  networkId: string,
): Promise<{ index: number; entry: Entry } | null> {
  const { rows } = await sql<Entry & { index: number }>`
    select ${entryColumns}, (select count(*) from audit_leaves l where l.network_id = a.network_id
      and (l.xid, l.seq) < (a.xid, a.seq)) as index
    from audit_acts a where a.network_id = ${networkId}
      and (a.xid, a.seq) < (select xid, seq from audit_leaves l where l.network_id = a.network_id order by index desc limit 1)
      and not exists (select from audit_leaves l where l.network_id = a.network_id and l.xid = a.xid and l.seq = a.seq)
    order by a.xid, a.seq limit 1`.execute(tx);
  const [row] = rows;
  if (!row) return null;
  const { index, ...entry } = row;
  return { index, entry };
}

export interface RecentAct {
  cursor: string;
  index: number | null;
  at: Date;
  actor: string | null;
  act: string;
  subject: string;
  data: Record<string, string | number | boolean | null>;
}

/** Acts before a place, the newest first; of one kind, or by or about one person. */
export async function selectRecent(
  tx: Tx,
  networkId: string,
  wanted: {
    kind?: string | undefined;
    person?: string | undefined;
    before?: Pick<Place, 'xid' | 'seq'> | null;
  },
  limit: number,
): Promise<RecentAct[]> {
  const { kind, person, before } = wanted;
  const { rows } = await sql<RecentAct>`
    select a.xid::text || '.' || a.seq as cursor, l.index, a.at, a.actor, a.act, a.subject, a.data from audit_acts a
    left join audit_leaves l on l.network_id = a.network_id and l.xid = a.xid and l.seq = a.seq
    where a.network_id = ${networkId}
      ${before ? sql`and (a.xid, a.seq) < (${before.xid}::xid8, ${before.seq}::bigint)` : sql``}
      ${kind ? sql`and split_part(a.act, '.', 1) = ${kind}` : sql``}
      ${person ? sql`and (a.actor = ${person} or a.subject = ${person})` : sql``}
    order by a.xid desc, a.seq desc limit ${limit}`.execute(tx);
  return rows;
}

/** Kinds of the latest thousand acts. */
export async function selectKinds(tx: Tx, networkId: string): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct split_part(act, '.', 1) as kind from (select act from audit_acts where network_id = ${networkId}
      order by xid desc, seq desc limit 1000) latest order by kind`.execute(tx);
  return rows.map(({ kind }) => kind);
}
