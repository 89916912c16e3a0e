import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { Problem } from '../../../platform/problem.ts';
import { fitting } from '../../shifts/index.ts';
import * as store from '../store.ts';

/** Asked for one shift, a person is left in peace for so many minutes; and who was asked often in so many days comes last. */
const peaceMinutes = 60;
const fairDays = 14;

/**
 * Who could take a shift that is short, at most so many: the right role, training, language and rest, nobody asked before
 * or being asked for another, those first who were asked least and carry the fewest hours.
 */
export async function takersOf(
  ctx: Ctx,
  slotId: string,
  most: number,
  asked: ReadonlySet<string>,
): Promise<string[]> {
  const often = await store.countAsked(ctx, plusMinutes(ctx.now, -fairDays * 24 * 60));
  const busy = await store.countAsked(ctx, plusMinutes(ctx.now, -peaceMinutes));
  const cannot = new Set(await store.selectDeclined(ctx, slotId));
  return (await whoFits(ctx, slotId))
    .filter((id) => !asked.has(id) && !busy.has(id) && !cannot.has(id))
    .sort((a, b) => (often.get(a) ?? 0) - (often.get(b) ?? 0))
    .slice(0, most);
}

/** By the fewest hours; nobody where the shift is over or was cancelled meanwhile. */
async function whoFits(ctx: Ctx, slotId: string): Promise<string[]> {
  try {
    return (await fitting(ctx, slotId)).map(({ personId }) => personId);
  } catch (error) {
    if (error instanceof Problem) return [];
    throw error;
  }
}
