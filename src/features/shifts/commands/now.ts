import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { callSigns } from '../../people/index.ts';
import { policy } from '../policy.ts';
import { onCallIn } from '../rules.ts';
import * as store from '../store.ts';

export type Shift = store.Shift;

/** Person ids of who is on shift now in a role, each once. Who only learns is not. */
export async function onShift(ctx: Ctx, role: string): Promise<string[]> {
  const shifts = await store.selectAt(ctx.tx, ctx.network.id, ctx.now, role);
  return [...new Set(shifts.filter((s) => !s.learner).map((s) => s.personId))];
}

/** Who is on shift now, for any role, asked once: each person once, and nobody who only learns. */
export async function onCallNow(ctx: Ctx): Promise<(role: string) => string[]> {
  const shifts = await store.selectAt(ctx.tx, ctx.network.id, ctx.now);
  const at = onCallIn(shifts.filter((s) => !s.learner));
  return (role) => at(role, ctx.now);
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
  const shiftIds = await store.endShifts(ctx.tx, ctx.network.id, personId, ctx.now);
  await store.closeRequestsAbout(ctx.tx, ctx.network.id, { shiftIds }, ctx.now);
  if (shiftIds.length > 0)
    await emit(ctx, { kind: 'shift.changed', subject: personId, data: { person: personId } });
}
