import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import type { ShiftRequest } from '../contract.ts';
import { policy } from '../policy.ts';
import { isSoft, type Reason } from '../rules.ts';
import * as store from '../store.ts';
import { reasonText } from '../words.ts';
import { reasonsAgainst } from './candidates.ts';
import { letGo } from './give-back.ts';
import { against } from './seats.ts';
import { slotToPlan } from './slots.ts';
import { bothSides, doSwap, swapReasons } from './swap.ts';
import { putOn, stillOffered } from './take.ts';
import { concern, tell, tellRefused } from './tell.ts';

const whyBound = (id: string) => ({ record: id, field: 'why' });

/** What waits for a coordinator: who asks for what, and what speaks against it now. */
export async function listRequests(ctx: Ctx): Promise<ShiftRequest[]> {
  authorize(policy, ctx.actor, 'read', 'rota');
  const rows = await store.selectWaiting(ctx.tx, ctx.network.id, ctx.now);
  const signs = await callSigns(
    ctx,
    rows.flatMap((r) => [r.personId, r.otherPersonId ?? r.personId]),
  );
  const shown: ShiftRequest[] = [];
  for (const row of rows) {
    const slot = await store.selectSlot(ctx.tx, ctx.network.id, row.slotId);
    const other = await otherSlotOf(ctx, row);
    if (!slot || ![slot, other ?? slot].every((s) => can(policy, ctx.actor, 'plan', 'slot', s))) continue;
    shown.push(await present(ctx, row, slot, (id) => signs.get(id) ?? ''));
  }
  return shown;
}

/** Of a swap: the slot of the shift that the other would give. */
async function otherSlotOf(ctx: Ctx, { otherShiftId }: store.RequestRow): Promise<store.SlotRow | null> {
  const shift = otherShiftId ? await store.selectShift(ctx.tx, ctx.network.id, otherShiftId) : null;
  return shift?.slotId ? store.selectSlot(ctx.tx, ctx.network.id, shift.slotId) : null;
}

async function present(
  ctx: Ctx,
  row: store.RequestRow,
  slot: store.SlotRow,
  sign: (id: string) => string,
): Promise<ShiftRequest> {
  const part = (personId: string, of: { startsAt: Date; endsAt: Date }, reasons: Reason[]) => ({
    callSign: sign(personId),
    startsAt: of.startsAt.toISOString(),
    endsAt: of.endsAt.toISOString(),
    why: reasons.map((r) => ({ code: r.code, text: reasonText(ctx, 'en', r), soft: isSoft(r) })),
  });
  const seats = await store.selectOfSlots(ctx.tx, ctx.network.id, [slot.id]);
  const seated = seats.filter((s) => s.state === 'on' && !s.learner && s.endsAt > ctx.now).length;
  const common = { id: row.id, kind: row.kind, role: slot.role, at: row.at.toISOString(), can: ['decide'] };
  if (row.kind === 'swap') {
    const other = (await store.selectShift(ctx.tx, ctx.network.id, row.otherShiftId!))!;
    const otherSlot = (await store.selectSlot(ctx.tx, ctx.network.id, other.slotId!))!;
    const shift = (await store.selectShift(ctx.tx, ctx.network.id, row.shiftId!))!;
    const [mine, theirs] = await swapReasons(ctx, { shift, slot }, { shift: other, slot: otherSlot });
    const asker = part(row.personId, slot, mine);
    return { ...common, asker, other: part(other.personId, otherSlot, theirs), leavesGap: false };
  }
  const leaving = row.shiftId ? [row.shiftId] : [];
  const reasons = row.kind === 'take' ? await reasonsAgainst(ctx, row.personId, slot, { leaving }) : [];
  const leavesGap = row.kind === 'give-back' && seated - 1 < slot.minimum;
  return { ...common, asker: part(row.personId, slot, reasons), other: null, leavesGap };
}

interface Decision {
  approve: boolean;
  why?: string | undefined;
  /** Rest, hours and languages are overruled. */
  anyway?: boolean | undefined;
}

/** Approves or refuses. Decided already is the same act. Throws 409 where things have moved on, 422 with what speaks against. */
export async function decide(
  ctx: Ctx,
  id: string,
  { approve, why, anyway = false }: Decision,
): Promise<{ state: string }> {
  authorize(policy, ctx.actor, 'read', 'rota');
  const found = await store.selectRequest(ctx.tx, ctx.network.id, id);
  if (!found || found.state === 'asked') throw notFound('request');
  await store.lockPeople(ctx.tx, ctx.network.id, [found.personId, found.otherPersonId ?? found.personId]);
  const otherId = (await otherSlotOf(ctx, found))?.id ?? found.slotId;
  for (const slotId of [found.slotId, otherId].sort()) await store.lockSlot(ctx.tx, ctx.network.id, slotId);
  const slot = await slotToPlan(ctx, found.slotId);
  if (otherId !== slot.id) await slotToPlan(ctx, otherId);
  const request = (await store.selectRequest(ctx.tx, ctx.network.id, id))!;
  if (request.state === 'overtaken' || request.state === 'withdrawn')
    throw conflict('This is not asked any more.');
  if (request.state !== 'waiting') return { state: request.state };
  if (approve) await carryOut(ctx, request, slot, anyway);
  else if (request.kind === 'give-back' && request.shiftId)
    await store.updateShifts(ctx.tx, ctx.network.id, [request.shiftId], { offeredAt: null });
  const state = approve ? 'done' : 'refused';
  await store.updateRequest(ctx.tx, ctx.network.id, id, {
    ...{ state, decidedAt: ctx.now, decidedBy: ctx.actor.personId },
    why: why ? ctx.vault.encrypt(why, whyBound(id)) : null,
  });
  if (!approve) await tellRefused(ctx, request, slot, why ?? null);
  await audit(ctx, {
    act: `rota.${approve ? 'approved' : 'refused'}`,
    subject: id,
    data: { kind: request.kind },
  });
  await concern(ctx, [request.personId, request.otherPersonId ?? request.personId]);
  return { state };
}

async function carryOut(
  ctx: Ctx,
  request: store.RequestRow,
  slot: store.SlotRow,
  anyway: boolean,
): Promise<void> {
  const standing = (reasons: Reason[]) => (anyway ? reasons.filter((r) => !isSoft(r)) : reasons);
  if (request.kind === 'swap') {
    const [a, b] = await bothSides(ctx, request.shiftId!, request.otherShiftId!);
    const reasons = (await swapReasons(ctx, a, b)).flatMap(standing);
    if (reasons.length > 0)
      throw refused(
        reasons.map((r) => reasonText(ctx, 'en', r)).join(' '),
        'Refuse it, or overrule what can be.',
      );
    return doSwap(ctx, a, b, request.id);
  }
  if (request.kind === 'give-back') {
    const shift = (await store.selectShift(ctx.tx, ctx.network.id, request.shiftId!))!;
    if (shift.state !== 'on') throw conflict('Somebody else has this shift by now.');
    await letGo(ctx, shift, request.id);
    return tell(ctx, 'off', [shift]);
  }
  const seat = request.shiftId ? await stillOffered(ctx, request.shiftId, slot.id) : null;
  const leaving = seat ? [seat.id] : [];
  const reasons = standing(await reasonsAgainst(ctx, request.personId, slot, { leaving }));
  if (reasons.length > 0) throw await against(ctx, slot, reasons);
  // The seat has the request's id, so that sending the request again finds it done.
  await putOn(ctx, slot, { id: request.id, personId: request.personId }, seat, request.id);
  await tell(ctx, 'given', [{ ...slot, id: request.id, personId: request.personId }]);
}

/** Takes back what one asked for. Decided already stays as it is. */
export async function withdraw(ctx: Ctx, id: string): Promise<{ state: store.RequestState }> {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const found = await store.selectRequest(ctx.tx, ctx.network.id, id);
  if (!found || found.personId !== ctx.actor.personId) throw notFound('request');
  await store.lockPeople(ctx.tx, ctx.network.id, [found.personId, found.otherPersonId ?? found.personId]);
  const request = (await store.selectRequest(ctx.tx, ctx.network.id, id))!;
  if (request.state !== 'asked' && request.state !== 'waiting') return { state: request.state };
  if (request.kind === 'give-back' && request.shiftId)
    await store.updateShifts(ctx.tx, ctx.network.id, [request.shiftId], { offeredAt: null });
  const change = { state: 'withdrawn' as const, decidedAt: ctx.now, decidedBy: ctx.actor.personId };
  await store.updateRequest(ctx.tx, ctx.network.id, id, change);
  await concern(ctx, [request.personId, request.otherPersonId ?? request.personId]);
  return { state: 'withdrawn' };
}

/** Why it was decided so, where somebody said it. */
export const whyOf = (ctx: Ctx, request: store.RequestRow): string | null =>
  request.why && ctx.vault.decrypt<string>(request.why, whyBound(request.id));
