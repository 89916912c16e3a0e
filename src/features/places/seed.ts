import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { addPlaces } from './commands.ts';
import crossings from './data/nyc-crossings.json' with { type: 'json' };
import zones from './data/nyc-zones.json' with { type: 'json' };

/** New York's five chapters with their zones and street crossings. */
export const seed = (ctx: Ctx, world: World): Promise<void> =>
  addPlaces(ctx, { ...zones, crossings }, () => world.id());
