import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { conflict, invalid, notFound, refused } from '../../../platform/problem.ts';
import { MOST_DAYS, type Need, type Slot } from '../contract.ts';
import { policy } from '../policy.ts';
import { atWall, badLength, daysBetween } from '../rules.ts';
import * as store from '../store.ts';
import { releaseBuddies } from './release-buddies.ts';
import { readSlot } from './rota.ts';
import { tell } from './tell.ts';

/** The slot, locked, that the actor may plan. Throws 404, 403, and 409 when it is over or not needed any more. */
export async function slotToPlan(ctx: Ctx, id: string): Promise<store.SlotRow> {
  authorize(policy, ctx.actor, 'read', 'shift');
  const slot = await store.lockSlot(ctx.tx, ctx.network.id, id);
  if (!slot) throw notFound('slot of the rota');
  authorize(policy, ctx.actor, 'plan', 'slot', slot);
  if (slot.state === 'cancelled') throw conflict('This slot is not needed any more.');
  if (slot.endsAt <= ctx.now) throw conflict('This slot is over.');
  return slot;
}

/** Those that begin on these days, are not over, and that the actor may plan. Throws 403, and 400 for too many days. */
export async function slotsToPlan(ctx: Ctx, from: string, to: string): Promise<store.SlotRow[]> {
  authorize(policy, ctx.actor, 'set', 'rota');
  const days = daysBetween(from, to);
  if (days < 0 || days >= MOST_DAYS)
    throw invalid([{ path: 'body.to', message: `from its first day on, at most ${MOST_DAYS} days` }]);
  const zone = ctx.network.timeZone;
  const [first, last] = [atWall(from, 0, zone), atWall(to, 1440, zone)];
  return (await store.selectSlots(ctx.tx, ctx.network.id, first, last)).filter(
    (s) => s.startsAt >= first && s.endsAt > ctx.now && can(policy, ctx.actor, 'plan', 'slot', s),
  );
}

export const rotaChanged = (ctx: Ctx, slotId: string) =>
  emit(ctx, { kind: 'shift.changed', subject: slotId, data: { slot: slotId } });

/** Throws 422 where fewer would be wanted than are needed. */
export function mustFit({ minimum, wanted }: { minimum: number; wanted: number }): void {
  if (wanted < minimum)
    throw refused(
      `${minimum} are needed at least, and only ${wanted} would be let in.`,
      'Want as many as are needed, or more.',
    );
}

interface OneOff extends Need {
  id: string;
  day: string;
  startMinute: number;
  lengthMinutes: number;
}

/** A one-off need. The same id again is the same act. Throws 422 for a length that cannot be, or a time gone by. */
export async function addSlot(ctx: Ctx, oneOff: OneOff): Promise<Slot> {
  authorize(policy, ctx.actor, 'plan', 'slot', oneOff);
  const { day, startMinute, lengthMinutes, ...rest } = oneOff;
  const bad = badLength(lengthMinutes);
  if (bad) throw refused(bad, 'Choose another end.');
  mustFit(rest);
  const zone = ctx.network.timeZone;
  const startsAt = atWall(day, startMinute, zone);
  const endsAt = atWall(day, startMinute + lengthMinutes, zone);
  if (endsAt <= ctx.now) throw refused('This shift would be over already.', 'Choose another day or time.');
  if (endsAt <= startsAt)
    throw refused('The clocks skip this hour that night.', 'Choose another begin or end.');
  const slot: store.SlotRow = { ...rest, patternId: null, startsAt, endsAt, state: 'published' };
  const added = await store.insertSlots(ctx.tx, ctx.network.id, [slot]);
  if (added.size > 0) {
    await audit(ctx, { act: 'rota.slot', subject: slot.id, data: { role: slot.role } });
    await rotaChanged(ctx, slot.id);
  }
  return readSlot(ctx, slot.id);
}

/** How many and which languages. Who sits in it stays, also where fewer are wanted now. */
export async function changeSlot(
  ctx: Ctx,
  id: string,
  change: { minimum: number; wanted: number; languages: string[] },
): Promise<Slot> {
  await slotToPlan(ctx, id);
  mustFit(change);
  await store.updateSlot(ctx.tx, ctx.network.id, id, change);
  await rotaChanged(ctx, id);
  return readSlot(ctx, id);
}

/** It is not needed: its seats are off, and who had one is told. */
export async function cancelSlot(ctx: Ctx, id: string): Promise<Slot> {
  await slotToPlan(ctx, id);
  await dropSlot(ctx, id);
  await audit(ctx, { act: 'rota.cancelled', subject: id });
  return readSlot(ctx, id);
}

/** The same without asking who does it; `withPattern` where its pattern does not come that day any more. */
export async function dropSlot(ctx: Ctx, id: string, { withPattern = false } = {}): Promise<void> {
  const seats = await store.selectOfSlots(ctx.tx, ctx.network.id, [id]);
  const ids = seats.map((s) => s.id);
  await store.updateShifts(ctx.tx, ctx.network.id, ids, { state: 'off', offeredAt: null });
  await store.endDueOf(ctx.tx, ctx.network.id, ids, ctx.now);
  await releaseBuddies(ctx, seats);
  await store.updateSlot(ctx.tx, ctx.network.id, id, { state: 'cancelled', withPattern });
  await store.closeRequestsAbout(ctx.tx, ctx.network.id, { shiftIds: ids, slotId: id }, ctx.now);
  await tell(
    ctx,
    'off',
    seats.filter((s) => s.state === 'on'),
  );
  await rotaChanged(ctx, id);
}
