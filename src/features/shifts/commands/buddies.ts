import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { addressesOf } from '../../channels/index.ts';
import { callSigns } from '../../people/index.ts';
import type { BuddyState, MyShifts, OwnBuddy, Slot } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { alone, presentBuddy } from './alone.ts';
import { candidates } from './candidates.ts';
import { ownShift } from './give-back.ts';
import { readSlot } from './rota.ts';
import { rotaChanged, slotToPlan } from './slots.ts';
import { concern } from './tell.ts';
import { tellBuddy } from './tell-buddies.ts';

/** Weeks around now in which somebody sat, or will sit, beside another. */
const companyDays = 28 * 24 * 60;
const mostCompany = 12;

/** Who of these can be asked: active, not suspended, with a way to page them. */
export async function standable(ctx: Ctx, personIds: string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const [known, ways] = [await candidates(ctx, personIds), await addressesOf(ctx, personIds)];
  return new Set(
    personIds.filter((id) => known.get(id)?.active && !known.get(id)!.suspended && ways.has(id)),
  );
}

/**
 * Asks a member to stand by a seat; of a suggested seat it is a suggestion, and nobody is told before it is published.
 * Asked already is the same act. Throws 422 for who could not be woken.
 */
async function ask(ctx: Ctx, shift: store.ShiftRow, given: { id: string; personId: string }): Promise<void> {
  const { id, personId } = given;
  if (personId === shift.personId) throw refused('Nobody is their own buddy.', 'Choose somebody else.');
  const known = (await candidates(ctx, [personId])).get(personId);
  if (!known?.active || known.suspended) throw notFound('member');
  if ((await addressesOf(ctx, [personId])).size === 0)
    throw refused('There is no way to page them at night.', 'Choose somebody who can be reached.');
  const state = shift.state === 'draft' ? ('suggested' as const) : ('asked' as const);
  const row = { id, shiftId: shift.id, personId, state, at: ctx.now };
  // What is suggested for it gives way to a person's choice.
  await store.dropSuggested(ctx.tx, ctx.network.id, { shiftIds: [shift.id] });
  const isNew = await store.insertBuddies(ctx.tx, ctx.network.id, [{ ...row, askedBy: ctx.actor.personId }]);
  if (!isNew) return;
  if (state === 'suggested') return rotaChanged(ctx, shift.slotId!);
  await tellBuddy(ctx, 'buddyAsked', shift, { to: personId, who: shift.personId });
  await changed(ctx, shift, [personId]);
}

async function changed(ctx: Ctx, shift: store.ShiftRow, personIds: string[]): Promise<void> {
  if (shift.slotId) await rotaChanged(ctx, shift.slotId);
  await concern(ctx, [shift.personId, ...personIds]);
}

/** A coordinator names a buddy for somebody's seat; the buddy agrees or not. */
export async function askBuddy(
  ctx: Ctx,
  seatId: string,
  given: { id: string; personId: string },
): Promise<Slot> {
  authorize(policy, ctx.actor, 'read', 'shift');
  const shift = await store.selectShift(ctx.tx, ctx.network.id, seatId);
  if (!shift?.slotId || shift.state === 'off' || shift.endsAt <= ctx.now) throw notFound('place on the rota');
  await slotToPlan(ctx, shift.slotId);
  await ask(ctx, shift, given);
  await audit(ctx, { act: 'rota.buddy', subject: given.personId, data: { slot: shift.slotId } });
  return readSlot(ctx, shift.slotId);
}

/** Those whom the actor could ask: who sat or will sit beside them, who most often first. */
export async function company(ctx: Ctx, shiftId: string): Promise<{ personId: string; callSign: string }[]> {
  const shift = await ownShift(ctx, shiftId);
  const ids = await store.selectCompany(ctx.tx, ctx.network.id, shift.personId, {
    from: plusMinutes(ctx.now, -companyDays),
    to: plusMinutes(ctx.now, companyDays),
    limit: mostCompany,
  });
  const known = await candidates(ctx, ids);
  const signs = await callSigns(ctx, ids);
  return ids
    .filter((id) => known.get(id)?.active && !known.get(id)!.suspended)
    .map((personId) => ({ personId, callSign: signs.get(personId) ?? '' }));
}

/** The actor asks for their own seat. Throws 404 for somebody whom they never sat beside. */
export async function askOwnBuddy(
  ctx: Ctx,
  shiftId: string,
  given: { id: string; personId: string },
): Promise<{ state: 'asked' }> {
  const shift = await ownShift(ctx, shiftId);
  if (!(await company(ctx, shiftId)).some((c) => c.personId === given.personId)) throw notFound('member');
  await ask(ctx, shift, given);
  return { state: 'asked' };
}

/** These slots are published: who is suggested to stand by in them is asked, if they still can. Returns how many. */
export async function askSuggested(ctx: Ctx, slotIds: string[]): Promise<number> {
  const rows = await store.selectSuggested(ctx.tx, ctx.network.id, slotIds);
  const can = await standable(
    ctx,
    rows.map((r) => r.personId),
  );
  await store.askSuggested(
    ctx.tx,
    ctx.network.id,
    rows.filter((r) => can.has(r.personId)).map((r) => r.id),
    ctx.now,
  );
  await store.dropSuggested(ctx.tx, ctx.network.id, { slotIds });
  const shifts = await store.selectShiftsById(
    ctx.tx,
    ctx.network.id,
    rows.map((r) => r.shiftId),
  );
  const byId = new Map(shifts.map((s) => [s.id, s]));
  for (const { shiftId, personId } of rows.filter((r) => can.has(r.personId))) {
    const shift = byId.get(shiftId)!;
    await tellBuddy(ctx, 'buddyAsked', shift, { to: personId, who: shift.personId });
    await changed(ctx, shift, [personId]);
  }
  return can.size;
}

/** A buddy's row with its shift, while that is ahead or goes on. Throws 404, and 409 where it is over or not theirs any more. */
async function loadBuddy(ctx: Ctx, id: string) {
  const buddy = await store.lockBuddy(ctx.tx, ctx.network.id, id);
  const shift = buddy && (await store.selectShift(ctx.tx, ctx.network.id, buddy.shiftId));
  if (!shift) throw notFound('buddy');
  return { buddy, shift };
}

const settle = (ctx: Ctx, ids: string[], state: BuddyState) =>
  store.setBuddyState(ctx.tx, ctx.network.id, ids, state, ctx.now);

/** The one asked agrees, or not. Again is the same act. */
export async function answerBuddy(
  ctx: Ctx,
  id: string,
  agree: boolean,
): Promise<{ state: 'done' | 'refused' }> {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const { buddy, shift } = await loadBuddy(ctx, id);
  if (buddy.personId !== ctx.actor.personId || buddy.state === 'suggested') throw notFound('buddy');
  const state = agree ? 'agreed' : 'declined';
  const answered = { state: agree ? ('done' as const) : ('refused' as const) };
  if (buddy.state === state) return answered;
  if (buddy.state !== 'asked' || shift.state !== 'on' || shift.endsAt <= ctx.now)
    throw conflict('This is not asked of you any more.');
  await settle(ctx, [id], state);
  const to = shift.personId;
  await tellBuddy(ctx, agree ? 'buddyAgreed' : 'buddyDeclined', shift, { to, who: buddy.personId });
  await changed(ctx, shift, [buddy.personId]);
  return answered;
}

/** A buddy cannot after all, or whoever has one does not need them. The other is told, and the seat lacks one again. */
export async function leaveBuddy(ctx: Ctx, id: string): Promise<{ state: 'withdrawn' }> {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const { buddy, shift } = await loadBuddy(ctx, id);
  const me = ctx.actor.personId;
  if (me !== buddy.personId && me !== shift.personId) throw notFound('buddy');
  if (buddy.state !== 'asked' && buddy.state !== 'agreed') return { state: 'withdrawn' };
  const isTheirs = me === buddy.personId;
  await settle(ctx, [id], isTheirs ? 'withdrawn' : 'over');
  if (isTheirs) await tellBuddy(ctx, 'buddyGone', shift, { to: shift.personId, who: buddy.personId });
  else await tellBuddy(ctx, 'buddyOff', shift, { to: buddy.personId, who: shift.personId });
  await changed(ctx, shift, [buddy.personId]);
  return { state: 'withdrawn' };
}

/** A coordinator takes a buddy off again. */
export async function dropBuddy(ctx: Ctx, id: string): Promise<Slot> {
  authorize(policy, ctx.actor, 'read', 'shift');
  const { buddy, shift } = await loadBuddy(ctx, id);
  if (!shift.slotId) throw notFound('buddy');
  await slotToPlan(ctx, shift.slotId);
  if (buddy.state === 'suggested') {
    await store.dropSuggested(ctx.tx, ctx.network.id, { shiftIds: [shift.id] });
    await rotaChanged(ctx, shift.slotId);
  }
  if (buddy.state === 'asked' || buddy.state === 'agreed') {
    await settle(ctx, [id], 'over');
    await tellBuddy(ctx, 'buddyOff', shift, { to: buddy.personId, who: shift.personId });
    await tellBuddy(ctx, 'buddyGone', shift, { to: shift.personId, who: buddy.personId });
    await changed(ctx, shift, [buddy.personId]);
  }
  return readSlot(ctx, shift.slotId);
}

/** Somebody is removed or suspended: whom they stood by lacks a buddy again, and is told. */
export async function leaveAll(ctx: Ctx, personId: string): Promise<void> {
  for (const buddy of await store.selectBuddyingOf(ctx.tx, ctx.network.id, personId)) {
    const shift = (await store.selectShift(ctx.tx, ctx.network.id, buddy.shiftId))!;
    await settle(ctx, [buddy.id], 'over');
    if (shift.state !== 'on' || shift.endsAt <= ctx.now) continue;
    await tellBuddy(ctx, 'buddyGone', shift, { to: shift.personId, who: personId });
    await changed(ctx, shift, []);
  }
}

/** Who has agreed to stand by somebody in the shift that they are on now; null where nobody has. */
export async function buddyNow(ctx: Ctx, personId: string): Promise<string | null> {
  const on = (await store.selectAt(ctx.tx, ctx.network.id, ctx.now)).filter((s) => s.personId === personId);
  const rows = await store.selectBuddies(
    ctx.tx,
    ctx.network.id,
    on.map((s) => s.id),
  );
  return rows.find((b) => b.state === 'agreed')?.personId ?? null;
}

/** Own seats: whether one sits alone at night, and who stands by. */
export async function ownBuddies(
  ctx: Ctx,
  own: store.ShiftRow[],
): Promise<(shift: store.ShiftRow) => OwnBuddy> {
  const slotIds = own.flatMap((s) => (s.slotId ? [s.slotId] : []));
  const slots = await store.selectSlotsById(ctx.tx, ctx.network.id, slotIds);
  const shifts = await store.selectOfSlots(ctx.tx, ctx.network.id, slotIds);
  const { seats, lacking, buddies } = await alone(ctx, slots, shifts);
  const signs = await callSigns(
    ctx,
    [...buddies.values()].flat().map((b) => b.personId),
  );
  return (shift) => ({
    alone: shift.slotId !== null && seats.get(shift.slotId)?.id === shift.id,
    lacksBuddy: shift.slotId !== null && lacking.has(shift.slotId),
    buddies: (buddies.get(shift.id) ?? []).map((b) => presentBuddy(b, signs)),
  });
}

/** Whom the actor stands by, or is asked to, in shifts that are not over. */
export async function buddying(ctx: Ctx): Promise<MyShifts['buddying']> {
  const rows = await store.selectBuddyingOf(ctx.tx, ctx.network.id, ctx.actor.personId!);
  const shifts = await store.selectShiftsById(
    ctx.tx,
    ctx.network.id,
    rows.map((r) => r.shiftId),
  );
  const byId = new Map(shifts.filter((s) => s.state === 'on' && s.endsAt > ctx.now).map((s) => [s.id, s]));
  const signs = await callSigns(
    ctx,
    shifts.map((s) => s.personId),
  );
  return rows.flatMap(({ id, shiftId, state }) => {
    const shift = byId.get(shiftId);
    if (!shift) return [];
    const span = { startsAt: shift.startsAt.toISOString(), endsAt: shift.endsAt.toISOString() };
    return [
      {
        id,
        who: signs.get(shift.personId) ?? '',
        role: shift.role,
        ...span,
        state: state as 'asked' | 'agreed',
      },
    ];
  });
}

/** Who sits alone in a night that begins before a moment and is not over, and has nobody who stands by. */
export async function lackingBuddy(ctx: Ctx, until: Date): Promise<store.ShiftRow[]> {
  const slots = await store.selectSlots(ctx.tx, ctx.network.id, ctx.now, until);
  const shifts = await store.selectOfSlots(
    ctx.tx,
    ctx.network.id,
    slots.map((s) => s.id),
  );
  const { seats, lacking } = await alone(ctx, slots, shifts);
  return [...seats].flatMap(([slotId, seat]) => (lacking.has(slotId) ? [seat] : []));
}
