import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Mark } from '../../../platform/keeping.ts';

/** Lines that are older, the oldest first. */
export async function selectLinesOver({ tx, network }: Ctx, by: Date, mark: Mark | null, limit: number) {
  const after = mark ? sql`and (at, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<{ id: string; threadId: string; by: string | null; at: Date }>`
    select id, thread_id as "threadId", by, at from thread_lines
    where network_id = ${network.id} and at <= ${by} ${after} order by at, id limit ${limit}`.execute(tx);
  return rows;
}

export async function deleteLines({ tx, network }: Ctx, ids: string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from thread_lines
    where network_id = ${network.id} and id = any(${ids}::uuid[])`.execute(tx);
  return Number(numAffectedRows);
}

/** Threads in which nothing was said since, and of which no line is left here. */
export async function selectThreadsOver({ tx, network }: Ctx, by: Date, mark: Mark | null, limit: number) {
  const after = mark ? sql`and (last_at, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<{ id: string; at: Date }>`
    select id, last_at as at from threads t
    where network_id = ${network.id} and last_at <= ${by} ${after}
      and not exists (select from thread_lines l where l.network_id = t.network_id and l.thread_id = t.id)
    order by last_at, id limit ${limit}`.execute(tx);
  return rows;
}

/** One that was written in meanwhile stays. */
export async function deleteThreads({ tx, network }: Ctx, ids: string[]): Promise<number> {
  await sql`delete from thread_readers
    where network_id = ${network.id} and thread_id = any(${ids}::uuid[])`.execute(tx);
  const { numAffectedRows } = await sql`delete from threads t
    where network_id = ${network.id} and id = any(${ids}::uuid[])
      and not exists (select from thread_lines l where l.network_id = t.network_id and l.thread_id = t.id)`.execute(
    tx,
  );
  return Number(numAffectedRows);
}

/** Those that nobody touched since. */
export async function selectCallbacksOver({ tx, network }: Ctx, by: Date, mark: Mark | null, limit: number) {
  const after = mark ? sql`and (at, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<{ id: string; at: Date }>`select id, at from callbacks
    where network_id = ${network.id} and at <= ${by} ${after} order by at, id limit ${limit}`.execute(tx);
  return rows;
}

export async function deleteCallbacks({ tx, network }: Ctx, ids: string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from callbacks
    where network_id = ${network.id} and id = any(${ids}::uuid[])`.execute(tx);
  return Number(numAffectedRows);
}
