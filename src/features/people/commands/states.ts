import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import * as store from '../store.ts';

export type { DayCount, Standing, State } from '../store.ts';

/**
 * Moves people on to a state, those who are in one of `from` only, and tells whoever follows. Returns who was moved. The
 * caller has authorised it.
 */
export async function moveTo(
  ctx: Ctx,
  ids: string[],
  state: store.State,
  from: readonly store.State[],
): Promise<string[]> {
  const moved = await store.moveTo(ctx.tx, ctx.network.id, [...new Set(ids)], state, ctx.now, from);
  await emit(ctx, ...moved.map((id) => ({ kind: 'person.changed', subject: id, data: { person: id } })));
  return moved;
}

/** How many stood and came where, a day of the network's own time; counts only. */
export const dayCounts = (ctx: Ctx, span: { from: string; to: string }): Promise<store.DayCount[]> =>
  store.selectDays(ctx.tx, ctx.network.id, ctx.network.timeZone, span);

export const firstMove = (ctx: Ctx): Promise<Date | null> => store.selectFirstMove(ctx.tx, ctx.network.id);

/** How many stand where now, by chapter, kind and language, and how many of them are among these ids; counts only. */
export const standings = (ctx: Ctx, among: readonly string[] = []): Promise<store.Standing[]> =>
  store.selectStandings(ctx.tx, ctx.network.id, among);

/** Takes away by which states those went who left before `before`; their days must be counted. */
export const forgetStatesOfLeft = (ctx: Ctx, before: Date): Promise<void> =>
  store.forgetStatesOfLeft(ctx.tx, ctx.network.id, before);
