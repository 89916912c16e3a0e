import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { conflict, refused } from '../../../platform/problem.ts';
import type { Hat } from '../contract.ts';
import { agreedOn, hatFor, roundOf, stateOf } from '../rules.ts';
import * as store from '../store.ts';
import { meetingFor } from './common.ts';

/** How the hat stands for whoever asks; null for whom it is none of theirs. */
export async function hatOf(ctx: Ctx, meetingId: string): Promise<Hat> {
  const [counts, [kept]] = await Promise.all([
    store.selectCounts(ctx, meetingId),
    store.selectHats(ctx, [meetingId]),
  ]);
  return { ...hatFor(counts, ctx.actor.personId), at: kept?.at.toISOString() ?? null };
}

export async function readHat(ctx: Ctx, meetingId: string): Promise<Hat> {
  await meetingFor(ctx, meetingId, 'count');
  return hatOf(ctx, meetingId);
}

/**
 * One of two blind counts of the hat. Two who counted the same make the record; where they differ, both count again. The
 * same id again is the same act. Throws 403; 409 for a second count by one person or of a hat that is recorded; 422 before the meeting began.
 */
export async function countHat(
  ctx: Ctx,
  meetingId: string,
  { id, cents }: { id: string; cents: number },
): Promise<Hat> {
  const meeting = await meetingFor(ctx, meetingId, 'count');
  if (stateOf(meeting, ctx.now) === 'cancelled' || (ctx.now < meeting.startsAt && !meeting.beganAt))
    throw refused('This meeting has not begun.', 'Count the hat when it has gone round.');
  if (!ctx.actor.personId) throw refused('Only a member counts.', 'Sign in as one.');
  // Two who count in the same instant are one after the other.
  await store.lockMeeting(ctx, meetingId);
  const before = await store.selectCounts(ctx, meetingId);
  if (before.some((c) => c.id === id)) return hatOf(ctx, meetingId);
  if (agreedOn(before)) throw conflict('The hat is counted, and the count is recorded.');
  const round = roundOf(before);
  if (before.some((c) => c.round === round && c.by === ctx.actor.personId))
    throw conflict('Your count is in.', undefined, 'Somebody else counts now, without being told yours.');
  await store.insertCount(ctx, meetingId, { id, round, by: ctx.actor.personId, cents });
  const agreed = agreedOn(await store.selectCounts(ctx, meetingId));
  if (agreed && (await store.insertHat(ctx, { meetingId, ...agreed }))) {
    await audit(ctx, { act: 'hat.counted', subject: meetingId });
    await emit(ctx, { kind: 'hat.counted', subject: meetingId });
  }
  await emit(ctx, { kind: 'meeting.changed', subject: meetingId });
  return hatOf(ctx, meetingId);
}

/** What two people counted alike at these meetings, for whoever keeps the money. */
export const countedHats = (ctx: Ctx, meetingIds: string[]): Promise<store.HatRow[]> =>
  store.selectHats(ctx, meetingIds);
