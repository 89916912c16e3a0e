import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { evictions, immigration } from './books.ts';
import { putRulePack, savePlaybook } from './commands.ts';
import { RulePack } from './contract.ts';
import packs from './data/rulepacks.json' with { type: 'json' };

/** Two playbooks, the older one being what the network uses unless told otherwise, and unsigned rules of its states. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const half = 182 * 24 * 60;
  await savePlaybook({ ...ctx, now: plusMinutes(world.at, -half) }, immigration);
  await savePlaybook(ctx, evictions);
  for (const pack of packs) await putRulePack(ctx, RulePack.parse(pack));
}
