import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { seatAddresses } from '../../channels/index.ts';
import * as store from '../store.ts';
import { addressBound, addressesIn } from './common.ts';

/** Who was removed from the network goes out of every channel at once: nobody has to apply that. */
export async function followRemoved(ctx: Ctx, personId: string): Promise<void> {
  const channels = await store.selectChannels(ctx);
  await takeOut(
    ctx,
    personId,
    channels.map((c) => c.id),
    'removed',
  );
}

/** Plans that a member is taken out of these channels, to be carried out now. */
export async function takeOut(
  ctx: Ctx,
  personId: string,
  channelIds: string[],
  because: 'removed' | 'safety',
): Promise<void> {
  const seats = await store.selectSeatsOf(ctx, personId);
  // Their addresses are forgotten soon after a removal; what was seen in the groups is still there.
  const addresses = [
    ...new Set([...(await seatAddresses(ctx, personId)), ...seats.flatMap((s) => addressesIn(ctx, s))]),
  ];
  if (addresses.length === 0) return;
  for (const channelId of channelIds) {
    const [planId, id] = [newId(), newId()];
    await store.insertPlan(ctx, { id: planId, channelId, because, state: 'approved', mass: false });
    const address = ctx.vault.encrypt(addresses, addressBound(id));
    await store.insertMoves(ctx, [
      { id, planId, kind: 'remove', personId, address, hint: null, reasons: [because], state: 'planned' },
    ]);
  }
}
