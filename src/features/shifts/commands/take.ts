import type { Ctx } from '../../../platform/context.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound } from '../../../platform/problem.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { reasonsAgainst, rotaRules } from './candidates.ts';
import { giveSeat } from './hand-over-seat.ts';
import { against, seatPerson } from './seats.ts';
import { concern } from './tell.ts';

type Outcome = { state: store.RequestState };

interface Taking {
  id: string;
  slotId: string;
  /** The seat that somebody offers. */
  shiftId?: string | undefined;
  lang?: Lang | undefined;
}

/**
 * Takes a free place in a published slot, or one that somebody offers. By rule it holds at once, otherwise a coordinator
 * decides. The same id again is the same act. Throws 409 where another was first, 422 with every reason against.
 */
export async function take(ctx: Ctx, taking: Taking): Promise<Outcome> {
  authorize(policy, ctx.actor, 'take', 'ownShift');
  const personId = ctx.actor.personId!;
  const offered = taking.shiftId ? await store.selectShift(ctx.tx, ctx.network.id, taking.shiftId) : null;
  await store.lockPeople(ctx.tx, ctx.network.id, [personId, ...(offered ? [offered.personId] : [])]);
  const slot = await store.lockSlot(ctx.tx, ctx.network.id, taking.slotId);
  if (!slot || slot.state === 'draft') throw notFound('shift');
  const before = await doneBefore(ctx, taking.id);
  if (before) return before;
  const seat = taking.shiftId ? await stillOffered(ctx, taking.shiftId, slot.id) : null;
  const reasons = await reasonsAgainst(ctx, personId, slot, { leaving: seat ? [seat.id] : [] });
  if (reasons.length > 0) throw await against(ctx, slot, reasons, taking.lang);
  if ((await rotaRules(ctx)).approval === 'coordinator') {
    await store.insertRequest(ctx.tx, ctx.network.id, {
      ...{ id: taking.id, kind: 'take' as const, personId, slotId: slot.id, shiftId: seat?.id ?? null },
      ...{ otherPersonId: null, otherShiftId: null, state: 'waiting' as const, at: ctx.now },
    });
    await concern(ctx, [personId]);
    return { state: 'waiting' };
  }
  await putOn(ctx, slot, { id: taking.id, personId }, seat, null);
  return { state: 'done' };
}

/** Gives the place: a free one, or the one of who offers it. */
export async function putOn(
  ctx: Ctx,
  slot: store.SlotRow,
  to: { id: string; personId: string },
  offered: store.ShiftRow | null,
  request: string | null,
): Promise<void> {
  if (offered) return giveSeat(ctx, slot, offered, to, request);
  await seatPerson(ctx, slot, to);
  await concern(ctx, [to.personId]);
}

/** What became of an act that came before; null when it is new. */
export async function doneBefore(ctx: Ctx, id: string): Promise<Outcome | null> {
  if (await store.selectShift(ctx.tx, ctx.network.id, id)) return { state: 'done' };
  const request = await store.selectRequest(ctx.tx, ctx.network.id, id);
  return request && { state: request.state };
}

/** Throws 409 where the seat is taken by another, or kept after all. */
export async function stillOffered(ctx: Ctx, id: string, slotId: string): Promise<store.ShiftRow> {
  const seat = await store.selectShift(ctx.tx, ctx.network.id, id);
  if (seat?.state === 'on' && seat.slotId === slotId && seat.offeredAt && seat.endsAt > ctx.now) return seat;
  throw conflict(
    'Somebody else has taken this place, or it is kept after all.',
    {},
    'Look for another shift.',
  );
}
