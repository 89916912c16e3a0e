import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { responderFacts } from '../people/index.ts';
import { addAddresses } from './commands/send.ts';

/** 555-0100 to 555-0199 are kept for fiction in every area code; 212 is left to the demo's residents. */
const areas = [718, 347, 929, 917, 646, 332, ...Array.from({ length: 94 }, (_, i) => 213 + i)];

const fictional = (n: number) =>
  `+1${areas[Math.floor(n / 100) % areas.length]}5550${String(100 + (n % 100))}`;

/** Everyone in the demo has one phone on the wall. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const members = await responderFacts(ctx, null);
  await addAddresses(
    ctx,
    members.map(({ id }, n) => ({
      id: world.id(),
      personId: id,
      kind: 'wall' as const,
      address: fictional(n),
      rank: 1,
    })),
  );
}
