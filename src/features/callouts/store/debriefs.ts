import type { Ctx } from '../../../platform/context.ts';
import type { Sealed } from '../../../platform/db/types.ts';

export async function upsertDebrief(ctx: Ctx, assignmentId: string, answers: Sealed): Promise<void> {
  await ctx.tx
    .insertInto('debriefs')
    .values({ network_id: ctx.network.id, assignment_id: assignmentId, answers, at: ctx.now })
    .onConflict((c) => c.columns(['network_id', 'assignment_id']).doUpdateSet({ answers, at: ctx.now }))
    .execute();
}

export async function selectDebriefed(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.tx
    .selectFrom('debriefs')
    .select(['assignment_id as id', 'at'])
    .where('network_id', '=', ctx.network.id)
    .where('assignment_id', 'in', [...ids])
    .execute();
  return new Map(rows.map((r) => [r.id, r.at]));
}

export const selectDebriefs = (ctx: Ctx, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : ctx.tx
        .selectFrom('debriefs')
        .select(['assignment_id as assignmentId', 'answers', 'at'])
        .where('network_id', '=', ctx.network.id)
        .where('assignment_id', 'in', [...ids])
        .execute();
