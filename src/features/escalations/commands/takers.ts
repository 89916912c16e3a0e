import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { fitting } from '../../shifts/index.ts';
import * as store from '../store.ts';

/** Asked for one shift, a person is left in peace for so many minutes; and who was asked often in so many days comes last. */
const peaceMinutes = 180;
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
  const often = await store.countPaged(ctx, 'gap', plusMinutes(ctx.now, -fairDays * 24 * 60));
  const busy = await store.countPaged(ctx, 'gap', plusMinutes(ctx.now, -peaceMinutes));
  return (await fitting(ctx, slotId))
    .map(({ personId }) => personId)
    .filter((id) => !asked.has(id) && !busy.has(id))
    .sort((a, b) => (often.get(a) ?? 0) - (often.get(b) ?? 0))
    .slice(0, most);
}
