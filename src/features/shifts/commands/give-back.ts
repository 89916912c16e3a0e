import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { rotaRules } from './candidates.ts';
import { unseat } from './seats.ts';
import { rotaChanged } from './slots.ts';
import { concern } from './tell.ts';

/** The actor's own shift, with its slot locked. Throws 404, and 409 where it is over or somebody else's by now. */
export async function ownShift(ctx: Ctx, id: string): Promise<store.ShiftRow> {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const first = await store.selectShift(ctx.tx, ctx.network.id, id);
  if (!first || first.personId !== ctx.actor.personId || first.state === 'draft') throw notFound('shift');
  await store.lockPeople(ctx.tx, ctx.network.id, [first.personId]);
  if (first.slotId) await store.lockSlot(ctx.tx, ctx.network.id, first.slotId);
  const shift = (await store.selectShift(ctx.tx, ctx.network.id, id))!;
  if (shift.state === 'off') throw conflict('This shift is not yours any more.');
  if (shift.endsAt <= ctx.now) throw conflict('This shift is over.');
  return shift;
}

/**
 * Gives a shift back. In time and by rule the place is free at once; otherwise a coordinator decides, and anyone who fits
 * may take it meanwhile. Asking again is the same act.
 */
export async function giveBack(
  ctx: Ctx,
  shiftId: string,
  requestId: string,
): Promise<{ state: store.RequestState }> {
  const before = await store.selectRequest(ctx.tx, ctx.network.id, requestId);
  if (before) return { state: before.state };
  const shift = await ownShift(ctx, shiftId);
  if (!shift.slotId) throw conflict('This shift is not on the rota.', {}, 'Tell a coordinator.');
  const rules = await rotaRules(ctx);
  const inTime = shift.startsAt >= plusMinutes(ctx.now, rules.noticeHours * 60);
  const holds = shift.learner || (inTime && rules.approval === 'rule');
  const state = holds ? 'done' : 'waiting';
  await store.insertRequest(ctx.tx, ctx.network.id, {
    ...{ id: requestId, kind: 'give-back' as const, personId: shift.personId, slotId: shift.slotId },
    ...{ shiftId, otherPersonId: null, otherShiftId: null, state, at: ctx.now },
  });
  if (holds) await letGo(ctx, shift, requestId);
  else {
    await store.updateShifts(ctx.tx, ctx.network.id, [shiftId], { offeredAt: ctx.now });
    await rotaChanged(ctx, shift.slotId);
    await concern(ctx, [shift.personId]);
  }
  return { state };
}

/** The place is free, and this request is done. */
export async function letGo(ctx: Ctx, shift: store.ShiftRow, requestId: string): Promise<void> {
  const by = ctx.actor.personId;
  await unseat(ctx, shift, requestId);
  const done = { state: 'done' as const, decidedAt: ctx.now, decidedBy: by };
  await store.updateRequest(ctx.tx, ctx.network.id, requestId, done);
  await concern(ctx, [shift.personId]);
}

/** "Anyone?", or not any more. */
export async function offer(ctx: Ctx, shiftId: string, offered: boolean): Promise<store.ShiftRow> {
  const shift = await ownShift(ctx, shiftId);
  if ((shift.offeredAt !== null) !== offered) {
    await store.updateShifts(ctx.tx, ctx.network.id, [shiftId], { offeredAt: offered ? ctx.now : null });
    if (shift.slotId) await rotaChanged(ctx, shift.slotId);
    await concern(ctx, [shift.personId]);
  }
  return (await store.selectShift(ctx.tx, ctx.network.id, shiftId))!;
}

export const signOf = async (ctx: Ctx, personId: string): Promise<string> =>
  (await callSigns(ctx, [personId])).get(personId) ?? '';
