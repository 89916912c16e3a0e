import { sql } from 'kysely';
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

/** Of somebody, or what is older than that. Returns the ids of what went. */
export async function deletePrior(ctx: Ctx, of: { personId: string } | { before: Date }): Promise<string[]> {
  const query = ctx.tx.deleteFrom('prior_credits').where('network_id', '=', ctx.network.id);
  const rows = await ('personId' in of
    ? query.where('person_id', '=', of.personId)
    : query.where('at', '<', of.before)
  )
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Everybody of whom anything is kept that they learnt. */
export async function selectLearners(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select person_id as id from module_credits where network_id = ${ctx.network.id}
    union select person_id from quiz_attempts where network_id = ${ctx.network.id}
    union select person_id from prior_credits where network_id = ${ctx.network.id}`.execute(ctx.tx);
  return rows.map((row) => row.id);
}
