import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';

export interface Place {
  id: string;
  ring: string;
}
interface WrapRow extends Place {
  wrap: Buffer;
}

/** Wraps under keys of earlier weeks: their first four bytes say which. */
export async function selectOldWraps(
  ctx: Ctx,
  thisWeek: Buffer,
  after: Place | null,
  limit: number,
): Promise<WrapRow[]> {
  const { rows } = await sql<WrapRow>`select id, ring, wrap from record_keys
    where network_id = ${ctx.network.id} and wrap < ${thisWeek}
      ${after ? sql`and (id, ring) > (${after.id}::uuid, ${after.ring})` : sql``}
    order by id, ring limit ${limit} for update`.execute(ctx.tx);
  return rows;
}

/** Only what is still there: what was shredded meanwhile stays so. */
export async function replaceWraps(ctx: Ctx, rows: readonly WrapRow[]): Promise<void> {
  await sql`update record_keys k set wrap = n.wrap
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.ring)}::text[],
      ${rows.map((r) => r.wrap)}::bytea[]) as n(id, ring, wrap)
    where k.network_id = ${ctx.network.id} and k.id = n.id and k.ring = n.ring`.execute(ctx.tx);
}

/** Whether any network's wrap lies under the key of this week. */
export async function areUnder(ctx: Ctx, week: Buffer): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select record_keys_under(${week}) as any`.execute(ctx.tx);
  return rows[0]!.any;
}
