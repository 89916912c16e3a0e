import type { Ctx } from '../../../platform/context.ts';
import { atWall, dayAt, dayPlus } from '../../../platform/wall.ts';
import { dayCounts, firstMove, forgetStatesOfLeft } from '../../people/index.ts';
import * as store from '../store.ts';

/** So many days are made up for at once. */
const longest = 400;

/**
 * Counts every day that is over and not counted yet: who stood where, and who came. Then the log of states of those who left
 * before today says only that they left: the counts keep the rest. Again on the same day changes nothing.
 */
export async function countDays(ctx: Ctx): Promise<void> {
  const { timeZone } = ctx.network;
  const today = dayAt(ctx.now, timeZone);
  const from = await nextDay(ctx, timeZone);
  if (from === null || from >= today) return;
  const earliest = dayPlus(today, -longest);
  const span = { from: from < earliest ? earliest : from, to: dayPlus(today, -1) };
  await store.insertDays(ctx, await dayCounts(ctx, span));
  await forgetStatesOfLeft(ctx, atWall(today, 0, timeZone));
}

async function nextDay(ctx: Ctx, timeZone: string): Promise<string | null> {
  const last = await store.selectLastDay(ctx);
  if (last) return dayPlus(last, 1);
  const first = await firstMove(ctx);
  return first && dayAt(first, timeZone);
}
