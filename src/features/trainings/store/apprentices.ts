import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';

export interface ApprenticeRow {
  personId: string;
  mentorId: string | null;
  startedAt: Date;
  state: 'learning' | 'certified' | 'stopped';
}

export interface AssessmentRow {
  id: string;
  personId: string;
  by: string;
  at: Date;
  levels: Record<string, number>;
  passed: boolean;
}

const apprentices = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('apprentices')
    .select(['person_id as personId', 'mentor_id as mentorId', 'started_at as startedAt', 'state'])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<Pick<ApprenticeRow, 'state'>>();

export const selectApprentices = (ctx: Ctx): Promise<ApprenticeRow[]> =>
  apprentices(ctx).orderBy('started_at').execute();

export const lockApprentice = async (ctx: Ctx, personId: string): Promise<ApprenticeRow | null> =>
  (await apprentices(ctx).where('person_id', '=', personId).forUpdate().executeTakeFirst()) ?? null;

/** Somebody who stopped begins again. */
export async function saveApprentice(ctx: Ctx, row: ApprenticeRow): Promise<void> {
  const state = { mentor_id: row.mentorId, state: row.state, state_at: ctx.now };
  await ctx.tx
    .insertInto('apprentices')
    .values({
      network_id: ctx.network.id,
      person_id: row.personId,
      started_at: row.startedAt,
      started_by: ctx.actor.personId,
      ...state,
    })
    .onConflict((c) => c.columns(['network_id', 'person_id']).doUpdateSet(state))
    .execute();
}

export const selectAssessments = (ctx: Ctx): Promise<AssessmentRow[]> =>
  ctx.tx
    .selectFrom('assessments')
    .select(['id', 'person_id as personId', 'by', 'at', 'levels', 'passed'])
    .where('network_id', '=', ctx.network.id)
    .orderBy('at', 'desc')
    .$narrowType<{ levels: Record<string, number> }>()
    .execute();

/** False when this very assessment is there. */
export async function insertAssessment(ctx: Ctx, row: AssessmentRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('assessments')
    .values({
      network_id: ctx.network.id,
      ...{ id: row.id, person_id: row.personId, by: row.by, at: row.at, passed: row.passed },
      levels: JSON.stringify(row.levels),
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** How many sessions that are over each has taught beside a trainer. */
export async function countCoTaught(ctx: Ctx): Promise<Map<string, number>> {
  const { rows } = await sql<{ personId: string; n: number }>`
    select t.person_id as "personId", count(*)::int as n
    from session_trainers t join training_sessions s on s.network_id = t.network_id and s.id = t.session_id
    where t.network_id = ${ctx.network.id} and t.part = 'apprentice' and s.state = 'closed'
    group by t.person_id`.execute(ctx.tx);
  return new Map(rows.map(({ personId, n }) => [personId, n]));
}
