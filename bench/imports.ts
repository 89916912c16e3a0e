import { work } from '../src/features/imports/commands.ts';
import { peopleByRole } from '../src/features/people/index.ts';
import { chapters } from '../src/features/places/index.ts';
import type { Actor } from '../src/platform/context.ts';
import { openCall } from '../src/platform/http/call.ts';
import { openHouse } from './house.ts';
import type { Own } from './kit.ts';

/** A house in which an admin brings lists in. */
export async function openImports(own: Own) {
  const { services, network, tx } = await openHouse(own);
  const admin = (await tx((ctx) => peopleByRole(ctx, 'admin', 1)))[0]!;
  const actor: Actor = {
    ...{ kind: 'person', id: admin.id, personId: admin.id, callSign: admin.callSign },
    ...{ roles: [{ role: 'admin', chapterId: null }], confirmedAt: new Date() },
  };
  return {
    call: await openCall(services, network, actor, 'bench'),
    chapterId: (await tx(chapters))[0]!.id,
    /** Until a pass in the background has ended; after each portion `told` hears so. */
    async passed(told: () => unknown = () => {}): Promise<void> {
      while (await work(services, network.id)) await told();
    },
  };
}
