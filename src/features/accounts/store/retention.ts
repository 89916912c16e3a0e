import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Expiring, Mark } from '../../../platform/keeping.ts';

const tables = {
  sessions: { at: 'created_at', ended: 'least(ended_at, expires_at)' },
  invites: { at: 'at', ended: 'least(used_at, expires_at)' },
};
export type Table = keyof typeof tables;

/** Sessions or invites that ended; each goes by the hash of its token. */
export async function selectEnded(
  ctx: Ctx,
  table: Table,
  by: Date,
  mark: Mark | null,
  limit: number,
): Promise<Expiring[]> {
  const [at, ended] = [sql.ref(tables[table].at), sql.raw(tables[table].ended)];
  const after = mark ? sql`and (${ended}, encode(token_hash, 'hex')) > (${mark.at}, ${mark.id})` : sql``;
  const { rows } = await sql<{ id: string; at: Date; ended: Date }>`
    select encode(token_hash, 'hex') as id, ${at} as at, ${ended} as ended from ${sql.table(table)}
    where network_id = ${ctx.network.id} and ${ended} <= ${by} ${after}
    order by 3, 1 limit ${limit}`.execute(ctx.tx);
  return rows.map(({ id, at, ended }) => ({
    id,
    about: { noun: table, records: [], persons: [], at, ended },
  }));
}

export async function deleteEnded(ctx: Ctx, table: Table, ids: string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from ${sql.table(table)}
    where network_id = ${ctx.network.id} and encode(token_hash, 'hex') = any(${ids}::text[])`.execute(ctx.tx);
  return Number(numAffectedRows);
}
