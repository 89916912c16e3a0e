import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Need } from '../contract.ts';

export interface NeedRow {
  id: string;
  teamId: string | null;
  by: string;
  at: Date;
  need: Need;
  fit: number;
  words: Encrypted | null;
  closedAt: Date | null;
}

export interface NeedPerson {
  needId: string;
  personId: string;
  askedAt: Date | null;
  answer: 'yes' | 'no' | null;
}

/** With those whom it showed, in their order. */
export async function insertNeed(ctx: Ctx, row: Omit<NeedRow, 'words' | 'closedAt'>, personIds: string[]) {
  const network_id = ctx.network.id;
  await ctx.tx
    .insertInto('needs')
    .values({
      ...{ network_id, id: row.id, team_id: row.teamId, by_person: row.by, at: row.at },
      ...{ need: JSON.stringify(row.need), fit: row.fit },
    })
    .execute();
  if (personIds.length === 0) return;
  await ctx.tx
    .insertInto('need_people')
    .values(personIds.map((person_id, i) => ({ network_id, need_id: row.id, person_id, n: i + 1 })))
    .execute();
}

const needs = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('needs')
    .select([
      'id',
      'team_id as teamId',
      'by_person as by',
      'at',
      'need',
      'fit',
      'words',
      'closed_at as closedAt',
    ])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<{ need: Need; words: Encrypted | null }>();

export const selectNeedsOf = (ctx: Ctx, by: string, since: Date): Promise<NeedRow[]> =>
  needs(ctx).where('by_person', '=', by).where('at', '>', since).orderBy('at', 'desc').limit(50).execute();

export async function selectNeed(ctx: Ctx, id: string): Promise<NeedRow | null> {
  return (await needs(ctx).where('id', '=', id).executeTakeFirst()) ?? null;
}

export const selectNeeds = (ctx: Ctx, ids: string[]): Promise<NeedRow[]> =>
  needs(ctx)
    .where((e) => e('id', '=', e.fn.any(e.val(ids))))
    .execute();

export async function updateNeed(ctx: Ctx, id: string, change: { words?: Encrypted; closedAt?: Date }) {
  await ctx.tx
    .updateTable('needs')
    .set({
      ...(change.words && { words: change.words }),
      ...(change.closedAt && { closed_at: change.closedAt }),
    })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

const shown = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('need_people')
    .select(['need_id as needId', 'person_id as personId', 'asked_at as askedAt', 'answer'])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<Pick<NeedPerson, 'answer'>>();

export const selectShown = (ctx: Ctx, needIds: string[]): Promise<NeedPerson[]> =>
  shown(ctx)
    .where((e) => e('need_id', '=', e.fn.any(e.val(needIds))))
    .orderBy('n')
    .execute();

/** What somebody was asked since, and has not answered. */
export const selectAsksOf = (ctx: Ctx, personId: string, since: Date): Promise<NeedPerson[]> =>
  shown(ctx)
    .where('person_id', '=', personId)
    .where('asked_at', '>', since)
    .where('answer', 'is', null)
    .orderBy('asked_at')
    .execute();

export async function selectShownOne(ctx: Ctx, needId: string, personId: string): Promise<NeedPerson | null> {
  const row = await shown(ctx)
    .where('need_id', '=', needId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row ?? null;
}

/** When each was asked last. */
export async function selectLastAsked(ctx: Ctx): Promise<Map<string, Date>> {
  const rows = await ctx.tx
    .selectFrom('need_people')
    .select((e) => ['person_id as personId', e.fn.max('asked_at').as('at')])
    .where('network_id', '=', ctx.network.id)
    .where('asked_at', 'is not', null)
    .groupBy('person_id')
    .execute();
  return new Map(rows.flatMap(({ personId, at }) => (at ? [[personId, at] as const] : [])));
}

/** How many asks somebody has made since. */
export async function countAsksBy(ctx: Ctx, by: string, since: Date): Promise<number> {
  const row = await ctx.tx
    .selectFrom('need_people as p')
    .innerJoin('needs as n', (j) =>
      j.onRef('n.network_id', '=', 'p.network_id').onRef('n.id', '=', 'p.need_id'),
    )
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('p.network_id', '=', ctx.network.id)
    .where('n.by_person', '=', by)
    .where('p.asked_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function saveAsk(ctx: Ctx, needId: string, personId: string): Promise<void> {
  await ctx.tx
    .updateTable('need_people')
    .set({ asked_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('need_id', '=', needId)
    .where('person_id', '=', personId)
    .execute();
}

export async function saveAnswer(ctx: Ctx, needId: string, personId: string, answer: 'yes' | 'no') {
  await ctx.tx
    .updateTable('need_people')
    .set({ answer, answered_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('need_id', '=', needId)
    .where('person_id', '=', personId)
    .execute();
}

/** Those whom they showed go with them. */
export async function deleteNeedsBefore(ctx: Ctx, before: Date): Promise<void> {
  await ctx.tx
    .deleteFrom('needs')
    .where('network_id', '=', ctx.network.id)
    .where('at', '<', before)
    .execute();
}
