import type { Ctx } from '../../../platform/context.ts';
import { type Merge, notedIds, noteMerged } from '../../people/index.ts';
import { stateOf } from '../rules.ts';
import * as store from '../store.ts';
import { hasRoom, withdraw } from './answers.ts';

const guests = 'meeting_guests.person_id';

/** Two were one person, who comes once: a second place at one meeting is free again. */
export async function followMerged(ctx: Ctx, merge: Merge): Promise<void> {
  const doubles = (await store.selectComing(ctx, merge.gone)).filter((g) => !g.arrivedAt);
  for (const guest of doubles) await withdraw(ctx, guest);
  await noteMerged(
    ctx,
    merge,
    guests,
    'rested',
    doubles.map((g) => g.id),
  );
}

/** Two again: both come, where there is still room for two. */
export async function followParted(ctx: Ctx, merge: Merge): Promise<void> {
  for (const id of await notedIds(ctx, merge, guests, 'rested')) {
    const guest = await store.selectGuest(ctx, { id });
    const meeting = guest && (await store.selectMeeting(ctx, guest.meetingId));
    if (!meeting || stateOf(meeting, ctx.now) !== 'planned') continue;
    await store.lockMeeting(ctx, meeting.id);
    if (await hasRoom(ctx, meeting)) await store.updateAnswer(ctx, id, { ...guest, coming: true });
  }
}
