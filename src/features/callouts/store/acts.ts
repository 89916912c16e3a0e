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

/** The kinds of what somebody did themselves in an assignment. */
export async function selectOwnActs(ctx: Ctx, assignmentId: string, personId: string): Promise<Set<string>> {
  const rows = await ctx.tx
    .selectFrom('assignment_acts')
    .select('kind')
    .where('network_id', '=', ctx.network.id)
    .where('assignment_id', '=', assignmentId)
    .where('by', '=', personId)
    .execute();
  return new Set(rows.map(({ kind }) => kind));
}

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
