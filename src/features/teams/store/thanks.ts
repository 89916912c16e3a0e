import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export interface ThanksRow {
  id: string;
  teamId: string;
  personId: string;
  by: string;
  at: Date;
  words: Encrypted;
}

/** False where it was there before. */
export async function insertThanks(ctx: Ctx, row: ThanksRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('team_thanks')
    .values({
      ...{ network_id: ctx.network.id, id: row.id, team_id: row.teamId, person_id: row.personId },
      ...{ by_person: row.by, at: row.at, words: row.words },
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What somebody was thanked for, the newest first. */
export const selectThanks = (ctx: Ctx, personId: string): Promise<ThanksRow[]> =>
  ctx.tx
    .selectFrom('team_thanks')
    .select(['id', 'team_id as teamId', 'person_id as personId', 'by_person as by', 'at', 'words'])
    .where('network_id', '=', ctx.network.id)
    .where('person_id', '=', personId)
    .$narrowType<{ words: Encrypted }>()
    .orderBy('at', 'desc')
    .limit(50)
    .execute();

export async function countThanksBy(ctx: Ctx, by: string, since: Date): Promise<number> {
  const row = await ctx.tx
    .selectFrom('team_thanks')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('network_id', '=', ctx.network.id)
    .where('by_person', '=', by)
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function deleteThanksBefore(ctx: Ctx, before: Date): Promise<void> {
  await ctx.tx
    .deleteFrom('team_thanks')
    .where('network_id', '=', ctx.network.id)
    .where('at', '<', before)
    .execute();
}
