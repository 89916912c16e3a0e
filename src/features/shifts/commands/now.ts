import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { callSigns } from '../../people/index.ts';
import { policy } from '../policy.ts';
import { graceMinutes, onCallIn } from '../rules.ts';
import * as store from '../store.ts';
import { leaveAll } from './buddies.ts';
import { endAllOf } from './duties.ts';
import { releaseBuddies } from './release-buddies.ts';

export type Shift = store.Shift;

/**
 * Person ids of who is on shift now in a role, each once: whom the rota has there, unless they came and have left again; and
 * who is on duty, also for some time beyond the end of their shift while they have not handed over. Who only learns is not.
 */
export const onShift = (ctx: Ctx, role: string): Promise<string[]> =>
  store.selectOnShift(ctx.tx, ctx.network.id, ctx.now, role, plusMinutes(ctx.now, -graceMinutes));

/** Who is on shift now by the same rule, for any role, asked once. */
export async function onCallNow(ctx: Ctx): Promise<(role: string) => string[]> {
  const { tx, network, now } = ctx;
  const duties = (await store.selectOpenDuties(tx, network.id)).filter((d) => !d.learner);
  const isThere = (s: store.ShiftRow) => duties.some((d) => d.personId === s.personId && d.role === s.role);
  const shifts = (await store.selectAt(tx, network.id, now)).filter(
    (s) => !s.learner && (!s.checkedInAt || isThere(s)),
  );
  const since = plusMinutes(now, -graceMinutes);
  const there = duties.filter((d) => !d.dueAt || d.dueAt > since);
  const at = onCallIn([
    ...shifts,
    ...there.map((d) => ({ ...d, startsAt: d.beganAt, endsAt: plusMinutes(now, 1) })),
  ]);
  return (role) => at(role, now);
}

/** When the next shift of a role begins; null when none is written down. */
export const nextShift = (ctx: Ctx, role: string): Promise<Date | null> =>
  store.selectNextStart(ctx.tx, ctx.network.id, ctx.now, role);

/** Everyone on shift now, with call signs. */
export async function listNow(ctx: Ctx): Promise<(store.ShiftRow & { callSign: string })[]> {
  authorize(policy, ctx.actor, 'read', 'shift');
  const shifts = await store.selectAt(ctx.tx, ctx.network.id, ctx.now);
  const signs = await callSigns(
    ctx,
    shifts.map((s) => s.personId),
  );
  return shifts.map((s) => ({ ...s, callSign: signs.get(s.personId) ?? '' }));
}

/** Puts people on shifts, as given. */
export async function addShifts(ctx: Ctx, shifts: Shift[]): Promise<void> {
  await store.insertShifts(ctx.tx, ctx.network.id, shifts);
}

/**
 * Somebody left the network, or is suspended: their seats are free from now on, and the desk sees the gaps. Their links and
 * what they chose go with who left.
 */
export async function leave(ctx: Ctx, personId: string, { forGood }: { forGood: boolean }): Promise<void> {
  if (forGood) {
    await store.endFeeds(ctx.tx, ctx.network.id, personId, null, ctx.now);
    await store.deleteNotices(ctx.tx, ctx.network.id, personId);
  }
  await endAllOf(ctx, personId);
  await leaveAll(ctx, personId);
  const shiftIds = await store.endShifts(ctx.tx, ctx.network.id, personId, ctx.now);
  await releaseBuddies(ctx, await store.selectShiftsById(ctx.tx, ctx.network.id, shiftIds));
  await store.closeRequestsAbout(ctx.tx, ctx.network.id, { shiftIds }, ctx.now);
  if (shiftIds.length > 0)
    await emit(ctx, { kind: 'shift.changed', subject: personId, data: { person: personId } });
}
