import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { peopleByRole } from '../people/index.ts';
import { insertAlways } from './store.ts';

/** The demo's first coordinator is always there. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const [first] = await peopleByRole(ctx, 'coordinator', 1);
  if (first) await insertAlways(ctx, { id: world.id(), personId: first.id });
}
