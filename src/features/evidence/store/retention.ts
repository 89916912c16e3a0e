import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { Mark } from '../../../platform/keeping.ts';

export interface MediaFacts {
  id: string;
  ownerId: string;
  by: string | null;
  at: Date;
}

const facts = sql.raw('id, owner_id as "ownerId", by, at');

export async function selectMediaOver(
  ctx: Ctx,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<MediaFacts[]> {
  const after = mark ? sql`and (at, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<MediaFacts>`select ${facts} from media
    where network_id = ${ctx.network.id} and at <= ${by} ${after} order by at, id limit ${limit}`.execute(
    ctx.tx,
  );
  return rows;
}

export async function selectMediaFacts(ctx: Ctx, ids: readonly string[]): Promise<MediaFacts[]> {
  const { rows } = await sql<MediaFacts>`select ${facts} from media
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`.execute(ctx.tx);
  return rows;
}

/** Removes rows and returns what is needed to name their files. */
export async function deleteMedia(ctx: Ctx, ids: string[]): Promise<{ id: string; file: string }[]> {
  const { rows } = await sql<{ id: string; file: string }>`delete from media
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[]) returning id, file`.execute(ctx.tx);
  return rows;
}

export async function insertRemovals(ctx: Ctx, files: string[]): Promise<void> {
  await sql`insert into media_removals (network_id, file, at)
    select ${ctx.network.id}, file, ${ctx.now} from unnest(${files}::text[]) as file
    on conflict do nothing`.execute(ctx.tx);
}

/** Takes some files that are to be removed, each by one worker only. */
export async function takeRemovals(tx: Tx, networkId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ file: string }>`select file from media_removals
    where network_id = ${networkId} order by file limit ${limit} for update skip locked`.execute(tx);
  return rows.map((r) => r.file);
}

export async function deleteRemovals(tx: Tx, networkId: string, files: string[]): Promise<void> {
  await sql`delete from media_removals where network_id = ${networkId} and file = any(${files}::text[])`.execute(
    tx,
  );
}
