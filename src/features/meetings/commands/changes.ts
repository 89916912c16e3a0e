import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict } from '../../../platform/problem.ts';
import type { ItemPlan } from '../contract.ts';
import { policy } from '../policy.ts';
import { followed, followedItems, isElsewhere, stateOf } from '../rules.ts';
import * as store from '../store.ts';
import { meetingFor } from './common.ts';
import { itemOf, mustBeSomewhere, mustKeepNotice, type Planned } from './fits.ts';
import { tellGuests } from './tell.ts';

type Whole = store.MeetingRow & { items: readonly ItemPlan[] };

/** Changes a meeting and, with `following`, those after it of its series; who comes is told once. Throws 403, 409, 422. */
export async function changeMeeting(ctx: Ctx, row: store.MeetingRow, plan: Planned): Promise<void> {
  const state = stateOf(row, ctx.now);
  if (state === 'over' || state === 'cancelled')
    throw conflict(
      `This meeting is ${state === 'over' ? 'over' : 'called off'}.`,
      undefined,
      'Plan a new one.',
    );
  const before: Whole = { ...row, items: await store.selectItems(ctx, row.id) };
  const after: Whole = { ...before, ...plan };
  const later = plan.following ? await store.selectFollowing(ctx, before) : [];
  await replace(ctx, after);
  const changed: [Whole, Whole][] = [[before, after]];
  for (const one of later) {
    const own: Whole = { ...one, items: await store.selectItems(ctx, one.id) };
    const then = followingPlan(ctx, own, before, after);
    if (JSON.stringify(then) === JSON.stringify(own)) continue;
    mustBeSomewhere(then);
    mustKeepNotice(ctx, then, own);
    await replace(ctx, then);
    changed.push([own, then]);
  }
  const moved = changed.filter(([was, is]) => isElsewhere(was, is)).map(([, is]) => is);
  const isFar = (m: Whole) => m.startsAt > plusMinutes(ctx.now, 24 * 60);
  await store.resetReminded(
    ctx,
    moved.filter(isFar).map((m) => m.id),
  );
  await tellGuests(ctx, moved, 'moved');
}

/** A later meeting as it is when an earlier one changed. Throws 403. */
function followingPlan(ctx: Ctx, own: Whole, before: Whole, after: Whole): Whole {
  authorize(policy, ctx.actor, 'plan', 'meeting', own);
  const idOf = (item: ItemPlan) => itemOf(own.id, item);
  const items = followedItems(own.items, before.items, after.items, idOf);
  return { ...followed(own, before, after, ctx.network.timeZone), items };
}

async function replace(ctx: Ctx, plan: Whole): Promise<void> {
  await store.updatePlan(ctx, plan);
  await store.replaceItems(ctx, plan.id, plan.items);
  await emit(ctx, { kind: 'meeting.changed', subject: plan.id });
}

/**
 * Calls a meeting off or, with `following`, it and those after it of its series, and tells once whoever said that they
 * come. Again is the same act. Throws 403, 404, 409 for one that is over.
 */
export async function cancelMeeting(
  ctx: Ctx,
  id: string,
  { following = false }: { following?: boolean | undefined } = {},
): Promise<void> {
  const meeting = await meetingFor(ctx, id, 'plan');
  const state = stateOf(meeting, ctx.now);
  if (state === 'over') throw conflict('This meeting is over.');
  const later = following ? await store.selectFollowing(ctx, meeting) : [];
  const off = state === 'cancelled' ? later : [meeting, ...later];
  for (const one of off) {
    authorize(policy, ctx.actor, 'plan', 'meeting', one);
    await store.updateCourse(ctx, one.id, { cancelledAt: ctx.now });
    await audit(ctx, { act: 'meeting.cancelled', subject: one.id });
    await emit(ctx, { kind: 'meeting.changed', subject: one.id });
  }
  await tellGuests(ctx, off, 'cancelled');
}
