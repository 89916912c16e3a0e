import type { Ctx } from '../../../platform/context.ts';
import * as store from '../store.ts';
import { concern } from './tell.ts';
import { tellBuddy } from './tell-buddies.ts';

/** These seats are given up: who stood by them is not needed, and told. Whoever has the seat next names their own. */
export async function releaseBuddies(ctx: Ctx, shifts: store.ShiftRow[]): Promise<void> {
  const byId = new Map(shifts.map((s) => [s.id, s]));
  await store.dropSuggested(ctx.tx, ctx.network.id, { shiftIds: [...byId.keys()] });
  const standing = (await store.selectBuddies(ctx.tx, ctx.network.id, [...byId.keys()])).filter(
    (b) => b.state !== 'declined',
  );
  await store.setBuddyState(
    ctx.tx,
    ctx.network.id,
    standing.map((b) => b.id),
    'over',
    ctx.now,
  );
  for (const b of standing) {
    const shift = byId.get(b.shiftId)!;
    await tellBuddy(ctx, 'buddyOff', shift, { to: b.personId, who: shift.personId });
  }
  if (standing.length > 0)
    await concern(
      ctx,
      standing.map((b) => b.personId),
    );
}
