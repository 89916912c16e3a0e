import type { Ctx } from '../../../platform/context.ts';

export interface HardRow {
  id: string;
  personId: string;
  at: Date;
  /** Null while the call still goes on. */
  until: Date | null;
}

const open = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('hard_calls')
    .select(['id', 'person_id as personId', 'at', 'until'])
    .where('network_id', '=', ctx.network.id)
    .where('ended_at', 'is', null);

/** False for the same act again, and where their seat is covered already. */
export async function insertHard(ctx: Ctx, row: Omit<HardRow, 'at'>): Promise<boolean> {
  const made = await ctx.tx
    .insertInto('hard_calls')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      person_id: row.personId,
      at: ctx.now,
      until: row.until,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export const selectHard = (ctx: Ctx, id: string): Promise<HardRow | undefined> =>
  open(ctx).where('id', '=', id).executeTakeFirst();

/** Of these people; in force now. */
export async function selectCovers(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, HardRow>> {
  if (personIds.length === 0) return new Map();
  const rows = await open(ctx)
    .where('person_id', 'in', [...personIds])
    .where((w) => w.or([w('until', 'is', null), w('until', '>', ctx.now)]))
    .execute();
  return new Map(rows.map((r) => [r.personId, r]));
}

/** Whose call was still going on when they said that it is hard. */
export const selectUnbegun = (ctx: Ctx): Promise<HardRow[]> => open(ctx).where('until', 'is', null).execute();

export async function updateHard(
  ctx: Ctx,
  id: string,
  change: { until: Date } | { endedAt: Date },
): Promise<void> {
  await ctx.tx
    .updateTable('hard_calls')
    .set('until' in change ? { until: change.until } : { ended_at: change.endedAt })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

/** Nobody is to be found later by how often they had one. */
export async function deleteOldHard(ctx: Ctx, before: Date): Promise<void> {
  await ctx.tx
    .deleteFrom('hard_calls')
    .where('network_id', '=', ctx.network.id)
    .where('ended_at', '<', before)
    .execute();
}
