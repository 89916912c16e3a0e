import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { presentChannel, visibleChannel } from './common.ts';
import { firstMoves, presentPlans } from './plans.ts';
import { presentSafety } from './safety.ts';

/** One channel with the plan that waits, what was done lately, and changed safety numbers of those in it. */
export async function readChannel(ctx: Ctx, id: string) {
  const row = await visibleChannel(ctx, id);
  authorize(policy, ctx.actor, 'read', 'channel', row);
  const plans = await store.selectPlans(ctx, { channelId: id });
  const openId = await store.selectOpenPlan(ctx, id);
  const open = plans.find((p) => p.id === openId);
  const seats = await store.selectSeats(ctx, id);
  const members = [...new Set(seats.flatMap((s) => (s.personId ? [s.personId] : [])))];
  return {
    channel: presentChannel(ctx, row),
    plan: open
      ? { plan: (await presentPlans(ctx, [open]))[0]!, moves: await firstMoves(ctx, open.id) }
      : null,
    history: await presentPlans(
      ctx,
      plans.filter((p) => p.id !== openId && (p.because === 'person' || p.state !== 'dropped')),
    ),
    safety: await presentSafety(ctx, members),
  };
}
