import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, forbidden, notFound } from '../../../platform/problem.ts';
import type { ShiftRole } from '../contract.ts';
import { policy } from '../policy.ts';
import {
  countedTo,
  countsAsShadowed,
  earlyMinutes,
  overdueMinutes,
  stayMinutes,
  tappedAt,
} from '../rules.ts';
import * as store from '../store.ts';
import { rotaChanged } from './slots.ts';
import { concern } from './tell.ts';

export type Duty = store.DutyRow;

/** An act from a phone that may have waited for a connection: when it was tapped, and an id that makes a replay the same act. */
export interface Tap {
  id?: string | undefined;
  at?: Date | null | undefined;
}

/** Who acts. Throws 403 for an account without a member. */
function myself(ctx: Ctx): string {
  if (!ctx.actor.personId) throw forbidden('being on duty without being a member');
  return ctx.actor.personId;
}

/**
 * "I am here": of one's own shift, with the time of the tap. One that reaches us late still counts from then; if the seat
 * was taken away meanwhile, until then. Again is the same act. Throws 404, and 409 long before it begins or after its end.
 */
export async function checkIn(ctx: Ctx, shiftId: string, { id, at }: Tap = {}): Promise<store.ShiftRow> {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const { tx, network, now } = ctx;
  const found = await store.selectShift(tx, network.id, shiftId);
  if (!found || found.personId !== ctx.actor.personId || found.state === 'draft') throw notFound('shift');
  await store.lockPeople(tx, network.id, [found.personId]);
  const shift = (await store.selectShift(tx, network.id, shiftId))!;
  if (shift.checkedInAt) return shift;
  const earliest = plusMinutes(shift.startsAt, -earlyMinutes);
  const when = tappedAt(at ?? null, now, earliest);
  if (when < earliest)
    throw conflict(
      'This shift does not begin yet.',
      {},
      'Check in when you are there, an hour before at most.',
    );
  if (shift.state === 'off') throw conflict('This shift is not yours any more.');
  if (when >= shift.endsAt)
    throw conflict('This shift is over.', {}, 'Tell a coordinator if you were there.');
  await store.updateShifts(tx, network.id, [shiftId], { checkedInAt: when });
  await beginFor(ctx, shift, id ?? newId(), when);
  if (shift.slotId) await rotaChanged(ctx, shift.slotId);
  await concern(ctx, [shift.personId]);
  return (await store.selectShift(tx, network.id, shiftId))!;
}

/** A duty for a shift; who is on duty in that role already goes on, until the end of this shift. */
async function beginFor(ctx: Ctx, shift: store.ShiftRow, id: string, when: Date): Promise<void> {
  const { tx, network, now } = ctx;
  const going = (await store.selectOpenOf(tx, network.id, shift.personId)).find((d) => d.role === shift.role);
  const duty = {
    ...{ id, personId: shift.personId, role: shift.role, chapterId: shift.chapterId, shiftId: shift.id },
    ...{ learner: shift.learner, beganAt: when, heardAt: now, dueAt: shift.endsAt },
  };
  if (going && going.beganAt <= when) {
    if (!going.dueAt || going.dueAt < shift.endsAt)
      await store.updateDuty(tx, network.id, going.id, {
        ...{ dueAt: shift.endsAt, remindedAt: null, raisedAt: null },
      });
    return;
  }
  const slot = shift.slotId ? await store.selectSlot(tx, network.id, shift.slotId) : null;
  const wasTakenAway = shift.endsAt <= now && slot !== null && slot.endsAt > shift.endsAt;
  if (!going) await store.insertDuties(tx, network.id, [duty]);
  if (wasTakenAway) {
    const [open] = (await store.selectOpenOf(tx, network.id, shift.personId)).filter((d) => d.id === id);
    if (open) await endDuty(ctx, open, { as: 'unseated', at: shift.endsAt, shownAt: shift.endsAt });
  } else if (going) {
    // The word of an earlier shift came after that of a later one: it ended where the later began.
    const ended = going.beganAt < shift.endsAt ? going.beganAt : shift.endsAt;
    await store.insertEnded(tx, network.id, duty, ended);
  }
  await emit(ctx, dutyEvent('duty.began', { ...duty, id }));
}

/**
 * Signs the actor on at the desk: to their shift where one runs, else without a seat, for some hours. Throws 403 in a role
 * that they do not have, 409 where they are on duty in it already under another id.
 */
export async function signOn(
  ctx: Ctx,
  { id, role, at }: { id: string; role: ShiftRole; at?: Date | null },
): Promise<Duty> {
  authorize(policy, ctx.actor, 'read', 'ownShift');
  const personId = myself(ctx);
  const { tx, network, now } = ctx;
  await store.lockPeople(tx, network.id, [personId]);
  const before = await openIn(ctx, personId, role);
  if (before) return before;
  const [seat] = (
    await store.selectOfPeople(tx, network.id, [personId], now, plusMinutes(now, earlyMinutes))
  ).filter((s) => s.role === role && s.state === 'on');
  if (seat && !seat.checkedInAt) {
    await checkIn(ctx, seat.id, { id, at });
  } else {
    if (!ctx.actor.roles.some((r) => r.role === role)) throw forbidden(`sign on as ${role}`);
    await store.insertDuties(tx, network.id, [
      {
        ...{
          id,
          personId,
          role,
          chapterId: null,
          shiftId: seat?.id ?? null,
          learner: seat?.learner ?? false,
        },
        ...{ beganAt: now, heardAt: now, dueAt: seat?.endsAt ?? plusMinutes(now, freeHours * 60) },
      },
    ]);
    await emit(ctx, dutyEvent('duty.began', { id, personId, role }));
    await concern(ctx, [personId]);
  }
  return (await openIn(ctx, personId, role))!;
}

/** Who signs on without a seat is asked after so many hours whether they are still there. */
const freeHours = 4;

const openIn = async (ctx: Ctx, personId: string, role: ShiftRole): Promise<Duty | undefined> =>
  (await store.selectOpenOf(ctx.tx, ctx.network.id, personId)).find((d) => d.role === role);

/** "I stay for now": the owner keeps what is open, and is asked again in an hour. */
export async function stay(ctx: Ctx, dutyId: string): Promise<Duty> {
  const duty = await ownDuty(ctx, dutyId);
  const dueAt = plusMinutes(ctx.now, stayMinutes);
  if (!duty.dueAt || duty.dueAt < dueAt)
    await store.updateDuty(ctx.tx, ctx.network.id, dutyId, { dueAt, remindedAt: null, raisedAt: null });
  await emit(ctx, dutyEvent('duty.kept', duty));
  return (await store.selectDuty(ctx.tx, ctx.network.id, dutyId))!;
}

/** "I have left", by the time of the tap. Again is the same act. Throws 404 for what is not one's own, 409 before one was there. */
export async function leaveShift(ctx: Ctx, shiftId: string, at: Date | null): Promise<Date> {
  const { tx, network, now } = ctx;
  const shift = await store.selectShift(tx, network.id, shiftId);
  if (!shift || shift.personId !== ctx.actor.personId) throw notFound('shift');
  const [last] = (await store.selectDutiesOfShifts(tx, network.id, [shiftId])).toReversed();
  const duty = (last && !last.endedAt ? last : null) ?? (await openIn(ctx, shift.personId, shift.role));
  const open = duty && (await store.lockDuty(tx, network.id, duty.id));
  if (open && !open.endedAt) {
    const leftAt = tappedAt(at, now, open.beganAt);
    await endDuty(ctx, open, { as: 'left', at: leftAt, shownAt: leftAt });
    return leftAt;
  }
  const ended = open?.endedAt ?? last?.endedAt;
  if (!ended)
    throw conflict('You have not checked in to this shift.', {}, 'Check in first, or give the shift back.');
  return ended;
}

/** The actor's own duty, locked. Throws 404, and 409 where it has ended. */
export async function ownDuty(ctx: Ctx, id: string): Promise<Duty> {
  const duty = await store.lockDuty(ctx.tx, ctx.network.id, id);
  if (!duty || duty.personId !== ctx.actor.personId) throw notFound('duty');
  if (duty.endedAt) throw conflict('This duty has ended.', { at: duty.endedAt.toISOString() });
  return duty;
}

/** A duty, locked; null where there is none. For features that end it by a hand-over. */
export const lockDuty = (ctx: Ctx, id: string): Promise<Duty | null> =>
  store.lockDuty(ctx.tx, ctx.network.id, id);

/** Ends a duty that is locked and open, and the break of who is on no other. Whose it was is told by its event. */
export async function endDuty(
  ctx: Ctx,
  duty: Duty,
  end: { as: store.EndedAs; at?: Date; shownAt: Date | null },
): Promise<void> {
  const endedAt = end.at && end.at > duty.beganAt ? end.at : end.at ? duty.beganAt : ctx.now;
  await store.updateDuty(ctx.tx, ctx.network.id, duty.id, {
    endedAt,
    countedTo: countedTo({ ...duty, endedAt, shownAt: end.shownAt }),
    endedAs: end.as,
    endedBy: ctx.actor.personId,
  });
  if (end.as === 'left' || end.as === 'handed-over') await leaveSeat(ctx, duty, endedAt);
  const others = await store.selectOpenOf(ctx.tx, ctx.network.id, duty.personId);
  if (others.length === 0) await store.endBreak(ctx.tx, ctx.network.id, duty.personId, endedAt);
  await emit(ctx, dutyEvent('duty.ended', duty, { as: end.as }));
  if (duty.learner && countsAsShadowed({ beganAt: duty.beganAt, endedAt, as: end.as }))
    await emit(ctx, {
      kind: 'shift.shadowed',
      subject: duty.shiftId ?? duty.id,
      data: { person: duty.personId },
    });
  await concern(ctx, [duty.personId]);
}

/** Who goes well before the end leaves a place free, and the rota shows it. */
async function leaveSeat(ctx: Ctx, { shiftId }: Duty, at: Date): Promise<void> {
  const shift = shiftId ? await store.selectShift(ctx.tx, ctx.network.id, shiftId) : null;
  if (shift?.state !== 'on' || shift.endsAt <= plusMinutes(at, overdueMinutes)) return;
  if (shift.startsAt >= at) return;
  await store.updateShifts(ctx.tx, ctx.network.id, [shift.id], { endsAt: at, offeredAt: null });
  if (shift.slotId) await rotaChanged(ctx, shift.slotId);
}

/** Their seat was taken away in mid-shift: they are off it at once. */
export async function endUnseated(ctx: Ctx, shiftIds: string[]): Promise<void> {
  const of = await store.selectDutiesOfShifts(ctx.tx, ctx.network.id, shiftIds);
  for (const { id } of of.filter((d) => !d.endedAt)) {
    const duty = await store.lockDuty(ctx.tx, ctx.network.id, id);
    if (duty && !duty.endedAt) await endDuty(ctx, duty, { as: 'unseated', shownAt: ctx.now });
  }
}

/** Somebody is removed or suspended: whatever they are on duty as ends at once. */
export async function endAllOf(ctx: Ctx, personId: string): Promise<void> {
  for (const { id } of await store.selectOpenOf(ctx.tx, ctx.network.id, personId)) {
    const duty = await store.lockDuty(ctx.tx, ctx.network.id, id);
    if (duty && !duty.endedAt) await endDuty(ctx, duty, { as: 'removed', shownAt: ctx.now });
  }
}

/**
 * The actor goes on a break or comes back. Who is on shift and has not checked in is here by this. Throws 409 for a break
 * of who is not on duty.
 */
export async function setBreak(ctx: Ctx, onBreak: boolean): Promise<void> {
  const personId = myself(ctx);
  const { tx, network, now } = ctx;
  if (!onBreak) {
    if (await store.endBreak(tx, network.id, personId, now)) await presenceChanged(ctx, personId);
    return;
  }
  await store.lockPeople(tx, network.id, [personId]);
  if ((await store.selectOpenOf(tx, network.id, personId)).length === 0) {
    const seats = await store.selectOfPeople(tx, network.id, [personId], now, plusMinutes(now, earlyMinutes));
    const seat = seats.find((s) => s.state === 'on' && !s.checkedInAt);
    if (!seat)
      throw conflict('You are not on duty, so there is nothing to take a break from.', {}, 'Sign on first.');
    await checkIn(ctx, seat.id);
  }
  await store.beginBreak(tx, network.id, newId(), personId, now);
  await presenceChanged(ctx, personId);
}

const presenceChanged = (ctx: Ctx, personId: string) =>
  emit(ctx, { kind: 'presence.changed', subject: personId, data: { person: personId } });

const dutyEvent = (kind: string, duty: Pick<Duty, 'id' | 'personId' | 'role'>, more: object = {}) => ({
  kind,
  subject: duty.id,
  data: { person: duty.personId, role: duty.role, ...more },
});
