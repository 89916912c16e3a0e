import { sql } from 'kysely';
import type { Ctx } from '../../platform/context.ts';
import type { GoalName, Kind } from './contract.ts';
import type { Counted } from './rules.ts';

export interface GoalRow {
  goal: GoalName;
  target: number;
  due: string;
}

export const selectGoals = (ctx: Ctx): Promise<GoalRow[]> =>
  ctx.tx
    .selectFrom('goals')
    .select(['goal', 'target', 'due'])
    .$narrowType<Pick<GoalRow, 'goal'>>()
    .where('network_id', '=', ctx.network.id)
    .execute();

export async function upsertGoal(ctx: Ctx, { goal, target, due }: GoalRow): Promise<void> {
  const said = { target, due, by: ctx.actor.id, at: ctx.now };
  await ctx.tx
    .insertInto('goals')
    .values({ network_id: ctx.network.id, goal, ...said })
    .onConflict((c) => c.columns(['network_id', 'goal']).doUpdateSet(said))
    .execute();
}

export const selectDays = (ctx: Ctx, from: string): Promise<Counted[]> =>
  ctx.tx
    .selectFrom('goal_days')
    .select(['day', 'chapter_id as chapterId', 'kind', 'state', 'stood', 'came'])
    .$narrowType<{ kind: Kind }>()
    .where('network_id', '=', ctx.network.id)
    .where('day', '>=', from)
    .orderBy('day')
    .execute();

const edge = async (ctx: Ctx, which: 'min' | 'max'): Promise<string | null> => {
  const row = await ctx.tx
    .selectFrom('goal_days')
    .select((e) => e.fn[which]('day').as('day'))
    .where('network_id', '=', ctx.network.id)
    .executeTakeFirst();
  return row?.day ?? null;
};

/** The first and the last day that is counted; null where none is. */
export const selectFirstDay = (ctx: Ctx) => edge(ctx, 'min');
export const selectLastDay = (ctx: Ctx) => edge(ctx, 'max');

/** A day that was counted stays as it was. */
export async function insertDays(ctx: Ctx, days: readonly Counted[]): Promise<void> {
  const column = <T>(of: (row: Counted) => T) => days.map(of);
  await sql`
    insert into goal_days (network_id, day, chapter_id, kind, state, stood, came)
    select ${ctx.network.id}, d.* from unnest(${column((d) => d.day)}::text[], ${column((d) => d.chapterId)}::uuid[],
      ${column((d) => d.kind)}::text[], ${column((d) => d.state)}::text[], ${column((d) => d.stood)}::int[],
      ${column((d) => d.came)}::int[]) as d(day, chapter_id, kind, state, stood, came)
    on conflict do nothing`.execute(ctx.tx);
}
