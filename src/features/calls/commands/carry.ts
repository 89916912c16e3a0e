import { plusMinutes } from '../../../platform/clock.ts';
import type { Services } from '../../../platform/http/call.ts';
import { log } from '../../../platform/log.ts';
import { Undeliverable, type VoiceCarrier, voiceOf } from '../../channels/index.ts';
import { RING } from '../rules.ts';
import * as store from '../store.ts';
import { order } from './common.ts';
import { ended, hungUp } from './flow.ts';
import { legOver } from './legs.ts';
import { stopLegs } from './queue.ts';

const batch = 50;
/** A caller waits: soon again, and not often. */
const retrySeconds = 3;
/** Longer than a request to the carrier may take, so that no other process tells it too. */
const leaseSeconds = 15;
const maxAttempts = 4;

interface Order extends store.OrderRow {
  leg: (Pick<store.LegRow, 'carrierId' | 'state'> & { address: string }) | null;
  call: (store.CallRow & { calls: string | null }) | null;
}

/** Tells the carrier what is due; true while there may be more at once. What a dying process had in hand is told again. */
export async function carry(services: Services, networkId: string): Promise<boolean> {
  const orders = await services.asSystem(networkId, async (ctx): Promise<Order[]> => {
    const rows = await store.takeOrders(ctx, batch, plusMinutes(ctx.now, leaseSeconds / 60));
    return Promise.all(
      rows.map(async (row) => {
        const leg = row.legId ? await store.selectLeg(ctx, row.legId) : undefined;
        const address = leg && ctx.vault.decrypt<string>(leg.address, { record: leg.id, field: 'address' });
        const known = row.callId ? await store.selectCall(ctx, row.callId) : undefined;
        const calls =
          known?.number && ctx.vault.decrypt<string>(known.number, { record: known.id, field: 'number' });
        const call = known ? { ...known, calls: calls ?? null } : null;
        return { ...row, leg: leg ? { ...leg, address: address! } : null, call };
      }),
    );
  });
  const carrier = voiceOf(services.config);
  await Promise.all(orders.map((due) => carryOne(services, networkId, carrier, due)));
  return orders.length === batch;
}

async function carryOne(
  services: Services,
  networkId: string,
  carrier: VoiceCarrier | null,
  due: Order,
): Promise<void> {
  try {
    if (!carrier) throw new Undeliverable('no carrier');
    const carrierId = await tellCarrier(carrier, due);
    await services.asSystem(networkId, async (ctx) => {
      await store.settleOrder(ctx, due.id, 'done');
      if (!carrierId) return;
      if (due.verb === 'out') {
        await store.updateCall(ctx, due.callId!, { carrierId, number: null });
        // It was ended while the carrier was being asked to ring them.
        const call = (await store.selectCall(ctx, due.callId!))!;
        if (call.state === 'ended') await order(ctx, 'move', { call });
        return;
      }
      await store.updateLegs(ctx, [due.legId!], { carrierId });
      // It was stopped while the carrier was being asked to ring it.
      const leg = (await store.selectLeg(ctx, due.legId!))!;
      if (leg.state === 'over') await stopLegs(ctx, [leg]);
    });
  } catch (error) {
    const final = error instanceof Undeliverable || due.attempts + 1 >= maxAttempts;
    log.warn({ verb: due.verb, attempts: due.attempts + 1, final }, 'the carrier was not told');
    await services.asSystem(networkId, async (ctx) => {
      if (!final) return store.putOff(ctx, due.id, plusMinutes(ctx.now, retrySeconds / 60));
      await store.settleOrder(ctx, due.id, 'failed');
      if (due.verb === 'ring') await legOver(ctx, due.legId!);
      if (due.verb === 'out') await ended(ctx, due.callId!);
      if (due.verb === 'move' && due.call) await hungUp(ctx, due.call.door, due.call.carrierId);
    });
  }
}

/** The carrier's id of a leg that it began to ring. */
async function tellCarrier(carrier: VoiceCarrier, { verb, leg, legId, call }: Order): Promise<string | null> {
  if (verb === 'ring' && leg?.state === 'ringing' && !leg.carrierId)
    return (await carrier.ring(leg.address, { leg: legId! }, RING.phoneSeconds)).carrierId;
  if (verb === 'out' && call?.calls && call.state !== 'ended')
    return (await carrier.ring(call.calls, { call: call.id }, RING.phoneSeconds)).carrierId;
  if (verb === 'stop' && leg?.carrierId) await carrier.stop(leg.carrierId);
  // Whom we call back has no leg before the carrier rings them, and asks by itself what to do when they pick up.
  if (verb !== 'move' || !call || call.carrierId === call.id) return null;
  if (call.state === 'ended' && call.outgoing) await carrier.stop(call.carrierId);
  else if (!call.outgoing || call.answeredAt) await carrier.move(call.carrierId, { call: call.id });
  return null;
}
