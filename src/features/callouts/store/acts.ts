import type { Ctx } from '../../../platform/context.ts';

export interface ActRow {
  id: string;
  assignmentId: string;
  kind: string;
  outcome: string;
}

export const selectActs = (ctx: Ctx, ids: readonly string[]): Promise<ActRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : ctx.tx
        .selectFrom('assignment_acts')
        .select(['id', 'assignment_id as assignmentId', 'kind', 'outcome'])
        .where('network_id', '=', ctx.network.id)
        .where('id', 'in', [...ids])
        .execute();

export async function insertActs(
  ctx: Ctx,
  acts: (ActRow & { by: string | null; at: Date })[],
): Promise<void> {
  if (acts.length === 0) return;
  await ctx.tx
    .insertInto('assignment_acts')
    .values(
      acts.map((a) => ({
        network_id: ctx.network.id,
        id: a.id,
        assignment_id: a.assignmentId,
        kind: a.kind,
        outcome: a.outcome,
        by: a.by,
        at: a.at,
        noted_at: ctx.now,
      })),
    )
    .execute();
}
