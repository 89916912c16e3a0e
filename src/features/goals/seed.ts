import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { dayAt, dayPlus } from '../../platform/wall.ts';
import { countDays } from './commands.ts';
import { upsertGoal } from './store.ts';

/** A network of fewer people shows nothing of a year. */
const leastPeople = 1000;

/** The days of the demo's past, counted from the road that its people went, and goals that they have half reached. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  if (world.volunteers < leastPeople) return;
  await countDays(ctx);
  const due = dayPlus(dayAt(world.at, ctx.network.timeZone), 340);
  const share = world.volunteers / 4000;
  for (const [goal, whole] of [
    ['members', 3000],
    ['allies', 2500],
    ['trainers', 60],
  ] as const)
    await upsertGoal(ctx, { goal, target: Math.round(whole * share), due });
}
