import type { Ctx } from '../../../platform/context.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { Course } from '../contract.ts';

export interface PriorCredit {
  id: string;
  personId: string;
  course: Course;
  parts: string[];
  reason: Sealed;
  by: string | null;
  at: Date;
}

/** False when this id was written before. */
export async function insertPrior(ctx: Ctx, row: Omit<PriorCredit, 'at'>): Promise<boolean> {
  const made = await ctx.tx
    .insertInto('prior_credits')
    .values({
      ...{ network_id: ctx.network.id, id: row.id, person_id: row.personId, course: row.course },
      ...{ parts: row.parts, reason: row.reason, by: row.by, at: ctx.now },
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** The newest first. */
export const selectPrior = (ctx: Ctx, personId: string): Promise<PriorCredit[]> =>
  ctx.tx
    .selectFrom('prior_credits')
    .select(['id', 'person_id as personId', 'course', 'parts', 'reason', 'by', 'at'])
    .$narrowType<Pick<PriorCredit, 'course'>>()
    .where('network_id', '=', ctx.network.id)
    .where('person_id', '=', personId)
    .orderBy('at', 'desc')
    .execute();

export async function deletePrior(ctx: Ctx, personId: string): Promise<string[]> {
  const rows = await ctx.tx
    .deleteFrom('prior_credits')
    .where('network_id', '=', ctx.network.id)
    .where('person_id', '=', personId)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}
