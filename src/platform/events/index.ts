import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import { tellReaders } from '../db/index.ts';

/** A thing that happened, as pointers: who reads it looks the data up with their own authority. */
export interface NewEvent {
  kind: string;
  subject: string;
  data?: Record<string, unknown>;
}

export interface EventRow {
  /** Cursor of this event, `xid.seq`; SSE's id. */
  cursor: string;
  at: Date;
  kind: string;
  subject: string;
  actor: string | null;
  data: Record<string, unknown>;
}

/** Writes events in the act's own transaction. */
export async function emit(ctx: Ctx, ...events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  tellReaders(ctx.tx);
  // One text for any number: a `values` row an event costs more to build than to insert.
  await sql`
    insert into events (network_id, at, actor, kind, subject, data)
    select ${ctx.network.id}::uuid, ${ctx.now}::timestamptz, ${ctx.actor.id}::uuid, e.kind, e.subject, e.data::jsonb
    from unnest(${events.map((e) => e.kind)}::text[], ${events.map((e) => e.subject)}::uuid[],
      ${events.map((e) => JSON.stringify(e.data ?? {}))}::text[]) as e(kind, subject, data)`.execute(ctx.tx);
}

/** Of events about these things the quarter of an hour is kept. */
export async function coarsenEvents(ctx: Ctx, subjects: readonly string[]): Promise<void> {
  await sql`select coarsen_event_times(${subjects}::uuid[])`.execute(ctx.tx);
}

/** Of these persons, those to whom something happened after `since` other than a message on its way. */
export async function touchedSince(
  ctx: Ctx,
  personIds: readonly string[],
  since: Date,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct data->>'person' as id from events
    where network_id = ${ctx.network.id} and at > ${since} and data->>'person' = any(${personIds}::text[])
      and kind not like 'message.%'`.execute(ctx.tx);
  return new Set(rows.map(({ id }) => id));
}

export interface Cursor {
  xid: string;
  seq: number;
}

export const start: Cursor = { xid: '0', seq: 0 };

const largestXid = 2n ** 64n - 1n;

/** Reads `xid.seq`; null when it is not one. */
export function parseCursor(text: string): Cursor | null {
  // Without zeros in front: PostgreSQL would read those as octal.
  const match = /^(0|[1-9]\d{0,19})\.(\d{1,18})$/.exec(text);
  if (!match || BigInt(match[1]!) > largestXid) return null;
  return { xid: match[1]!, seq: Number(match[2]) };
}

/** Events after the cursor, oldest first, below the oldest transaction still running: none can appear behind it. */
export async function readEvents(
  tx: Ctx['tx'],
  networkId: string,
  after: Cursor,
  limit: number,
  kinds?: string[],
): Promise<EventRow[]> {
  const ofKinds = kinds ? sql`and kind = any(${kinds})` : sql``;
  const { rows } = await sql<EventRow>`
    select xid::text || '.' || seq as cursor, at, kind, subject, actor, data from events
    where network_id = ${networkId} and (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint)
      and xid < pg_snapshot_xmin(pg_current_snapshot()) ${ofKinds}
    order by xid, seq limit ${limit}`.execute(tx);
  return rows;
}

/** Whether something is committed that readers may not take yet, because an older transaction still runs. */
export async function hiddenEvents(tx: Ctx['tx'], networkId: string): Promise<boolean> {
  const { rows } = await sql<{ hidden: boolean }>`
    select exists (select from events where network_id = ${networkId} and xid >= pg_snapshot_xmin(pg_current_snapshot())) as hidden`.execute(
    tx,
  );
  return rows[0]!.hidden;
}

/** The newest cursor that a reader starting now need not look behind. */
export async function headCursor(tx: Ctx['tx'], networkId: string): Promise<string> {
  const { rows } = await sql<{ cursor: string }>`
    select xid::text || '.' || seq as cursor from events
    where network_id = ${networkId} and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid desc, seq desc limit 1`.execute(tx);
  return rows[0]?.cursor ?? '0.0';
}
