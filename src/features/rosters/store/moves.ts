import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export interface MoveRow {
  id: string;
  planId: string;
  kind: 'add' | 'remove' | 'lock';
  personId: string | null;
  /** All addresses of the one it is about. */
  address: Encrypted | null;
  hint: string | null;
  reasons: string[];
  state: 'planned' | 'done' | 'skipped' | 'failed';
}

export async function insertMoves(ctx: Ctx, moves: MoveRow[]): Promise<void> {
  for (let i = 0; i < moves.length; i += 1000)
    await ctx.tx
      .insertInto('channel_moves')
      .values(
        moves.slice(i, i + 1000).map((m) => ({
          network_id: ctx.network.id,
          id: m.id,
          plan_id: m.planId,
          kind: m.kind,
          person_id: m.personId,
          address: m.address,
          hint: m.hint,
          reasons: m.reasons,
          state: m.state,
        })),
      )
      .execute();
}

/** The moves of a plan in the order in which they were made, at most `limit` of each kind. */
export async function selectMoves(ctx: Ctx, planId: string, limit = 100_000): Promise<MoveRow[]> {
  const { rows } = await sql<MoveRow>`
    select id, plan_id as "planId", kind, person_id as "personId", address, hint, reasons, state from (
      select *, row_number() over (partition by kind order by id) as place from channel_moves
      where network_id = ${ctx.network.id} and plan_id = ${planId}) m
    where place <= ${limit} order by kind desc, id`.execute(ctx.tx);
  return rows;
}

/** What came of moves; their addresses are forgotten. */
export async function settleMoves(ctx: Ctx, ids: string[], state: MoveRow['state']): Promise<void> {
  if (ids.length === 0) return;
  await sql`update channel_moves set state = ${state}, address = null
    where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`.execute(ctx.tx);
}
