import { sql } from 'kysely';
import type { Ctx } from '../../platform/context.ts';
import type { Sealed } from '../../platform/db/types.ts';
import type { Mark } from '../../platform/keeping.ts';
import type { ShiftRole } from '../shifts/contract.ts';
import type { ThingKind } from './contract.ts';

export interface ThingRef {
  kind: ThingKind;
  id: string;
}

export interface HandoverRow {
  id: string;
  personId: string;
  role: ShiftRole;
  state: 'offered' | 'unowned' | 'taken';
  note: Sealed | null;
  things: ThingRef[];
  at: Date;
  takenBy: string | null;
  takenAt: Date | null;
}

const columns = [
  'id',
  'person_id as personId',
  'role',
  'state',
  'note',
  'things',
  'at',
  'taken_by as takenBy',
  'taken_at as takenAt',
] as const;

const select = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('handovers')
    .select(columns)
    .where('network_id', '=', ctx.network.id)
    .$castTo<HandoverRow>();

export const selectHandover = async (ctx: Ctx, id: string): Promise<HandoverRow | null> =>
  (await select(ctx).where('id', '=', id).executeTakeFirst()) ?? null;

/** Locks it: of two who take it at once, one comes second. */
export const lockHandover = async (ctx: Ctx, id: string): Promise<HandoverRow | null> =>
  (await select(ctx).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

/** Those of these duties, and all that was left behind by who was removed; the longest waiting first. */
export const selectWaiting = (ctx: Ctx, dutyIds: readonly string[]): Promise<HandoverRow[]> =>
  select(ctx)
    .where('state', '<>', 'taken')
    .where((w) =>
      w.or([w('state', '=', 'unowned'), ...(dutyIds.length > 0 ? [w('id', 'in', [...dutyIds])] : [])]),
    )
    .orderBy('at')
    .orderBy('id')
    .execute();

/** Written, or written anew. */
export async function saveHandover(ctx: Ctx, row: HandoverRow): Promise<void> {
  const set = {
    state: row.state,
    note: row.note,
    things: JSON.stringify(row.things),
    at: row.at,
    taken_by: row.takenBy,
    taken_at: row.takenAt,
  };
  await ctx.tx
    .insertInto('handovers')
    .values({ network_id: ctx.network.id, id: row.id, person_id: row.personId, role: row.role, ...set })
    .onConflict((c) => c.columns(['network_id', 'id']).doUpdateSet(set))
    .execute();
}

/** Those that are older, the oldest first. */
export async function selectOver({ tx, network }: Ctx, by: Date, mark: Mark | null, limit: number) {
  const after = mark ? sql`and (at, id) > (${mark.at}, ${mark.id}::uuid)` : sql``;
  const { rows } = await sql<{ id: string; personId: string; takenBy: string | null; at: Date }>`
    select id, person_id as "personId", taken_by as "takenBy", at from handovers
    where network_id = ${network.id} and at <= ${by} ${after} order by at, id limit ${limit}`.execute(tx);
  return rows;
}

export async function deleteHandovers({ tx, network }: Ctx, ids: string[]): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('handovers')
    .where('network_id', '=', network.id)
    .where('id', 'in', ids)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
