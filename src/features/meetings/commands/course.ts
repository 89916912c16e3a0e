import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { isOpen, stateOf } from '../rules.ts';
import * as store from '../store.ts';
import { meetingFor } from './common.ts';

/** The item under way gets the time that it took. */
async function leaveItem(ctx: Ctx, meeting: store.MeetingRow): Promise<void> {
  const items = await store.selectItems(ctx, meeting.id);
  const item = items.find((i) => i.id === meeting.itemId);
  if (!item || !meeting.itemAt) return;
  const seconds = Math.max(0, Math.round((ctx.now.getTime() - meeting.itemAt.getTime()) / 1000));
  await store.updateItem(ctx, item.id, { spentS: item.spentS + seconds });
}

/** Begins a meeting, goes to an item of its agenda, or ends it. Each again is the same act. Throws 403, 404, 409, 422. */
export async function runMeeting(
  ctx: Ctx,
  id: string,
  { to, itemId }: { to: 'begin' | 'item' | 'end'; itemId?: string | undefined },
): Promise<void> {
  await meetingFor(ctx, id, 'run');
  await store.lockMeeting(ctx, id);
  const meeting = await meetingFor(ctx, id, 'run');
  if (to === 'end' && meeting.endedAt) return;
  const state = stateOf(meeting, ctx.now);
  if (state === 'over' || state === 'cancelled')
    throw conflict(`This meeting is ${state === 'over' ? 'over' : 'called off'}.`);
  if (!isOpen(meeting, ctx.now))
    throw refused('It begins in more than three hours.', 'Begin it when people are there.');
  const beganAt = meeting.beganAt ?? ctx.now;
  if (to === 'item') await goTo(ctx, meeting, itemId ?? null, beganAt);
  if (to === 'begin') await store.updateCourse(ctx, id, { beganAt });
  if (to === 'end') await end(ctx, meeting, beganAt);
  if (to !== 'item')
    await audit(ctx, { act: to === 'begin' ? 'meeting.begun' : 'meeting.ended', subject: id });
  await emit(ctx, { kind: 'meeting.changed', subject: id });
}

async function goTo(
  ctx: Ctx,
  meeting: store.MeetingRow,
  itemId: string | null,
  beganAt: Date,
): Promise<void> {
  if (itemId === meeting.itemId) return;
  if (itemId && !(await store.selectItems(ctx, meeting.id)).some((i) => i.id === itemId))
    throw notFound('item of this agenda');
  await leaveItem(ctx, meeting);
  await store.updateCourse(ctx, meeting.id, { beganAt, itemId, itemAt: itemId ? ctx.now : null });
}

async function end(ctx: Ctx, meeting: store.MeetingRow, beganAt: Date): Promise<void> {
  await leaveItem(ctx, meeting);
  const counts = (await store.countGuests(ctx, [meeting.id])).get(meeting.id);
  await store.updateCourse(ctx, meeting.id, {
    ...{ beganAt, endedAt: ctx.now, itemId: null, itemAt: null },
    ...{ came: counts?.came ?? 0, membersCame: counts?.members ?? 0 },
  });
}
