import type { Ctx } from '../../platform/context.ts';

export interface Intake {
  id: string;
  reportId: string;
  state: string;
  takenBy: string | null;
  takenAt: Date | null;
  at: Date;
  drill: boolean;
}

const selection = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('intakes')
    .where('network_id', '=', ctx.network.id)
    .select([
      'id',
      'report_id as reportId',
      'state',
      'taken_by as takenBy',
      'taken_at as takenAt',
      'at',
      'drill',
    ]);

export const selectOpen = (ctx: Ctx): Promise<Intake[]> =>
  selection(ctx).where('state', '<>', 'closed').orderBy('at').limit(500).execute();

export const selectIntake = (ctx: Ctx, id: string): Promise<Intake | undefined> =>
  selection(ctx).where('id', '=', id).executeTakeFirst();

/** One intake a report: the second changes nothing. */
export async function insertIntake(
  ctx: Ctx,
  intake: { id: string; reportId: string; drill: boolean },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('intakes')
    .values({
      network_id: ctx.network.id,
      id: intake.id,
      report_id: intake.reportId,
      at: ctx.now,
      drill: intake.drill,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Moves an intake on from one of these states; false when it was in none of them. */
export async function moveIntake(
  ctx: Ctx,
  id: string,
  from: string[],
  to: 'taken' | 'closed',
  by: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('intakes')
    .set({ state: to, ...(to === 'taken' && { taken_by: by, taken_at: ctx.now }) })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
