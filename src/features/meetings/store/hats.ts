import type { Ctx } from '../../../platform/context.ts';

export interface CountRow {
  id: string;
  round: number;
  by: string | null;
  cents: number;
}

export const selectCounts = (ctx: Ctx, meetingId: string): Promise<CountRow[]> =>
  ctx.tx
    .selectFrom('meeting_hat_counts')
    .select(['id', 'round', 'by', 'cents'])
    .where('network_id', '=', ctx.network.id)
    .where('meeting_id', '=', meetingId)
    .orderBy('at')
    .orderBy('id')
    .execute();

/** The same id again changes nothing. */
export async function insertCount(ctx: Ctx, meetingId: string, row: CountRow): Promise<void> {
  await ctx.tx
    .insertInto('meeting_hat_counts')
    .values({ network_id: ctx.network.id, meeting_id: meetingId, at: ctx.now, ...row })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .execute();
}

export interface HatRow {
  meetingId: string;
  cents: number;
  round: number;
  at: Date;
}

/** Whether it is new: what was recorded stays. */
export async function insertHat(ctx: Ctx, { meetingId, cents, round }: Omit<HatRow, 'at'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('meeting_hats')
    .values({ network_id: ctx.network.id, meeting_id: meetingId, cents, round, at: ctx.now })
    .onConflict((c) => c.columns(['network_id', 'meeting_id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export const selectHats = (ctx: Ctx, meetingIds: string[]): Promise<HatRow[]> =>
  meetingIds.length === 0
    ? Promise.resolve([])
    : ctx.tx
        .selectFrom('meeting_hats')
        .select(['meeting_id as meetingId', 'cents', 'round', 'at'])
        .where('network_id', '=', ctx.network.id)
        .where('meeting_id', 'in', meetingIds)
        .execute();
