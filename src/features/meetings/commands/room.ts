import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { notFound, refused } from '../../../platform/problem.ts';
import type { Decision } from '../contract.ts';
import { readCode, stateOf } from '../rules.ts';
import * as store from '../store.ts';
import { mustHaveRoom, withdraw } from './answers.ts';
import { codeKey, meetingOf } from './common.ts';
import { presentDecision } from './read.ts';
import { openActions } from './screen.ts';

const day = 24 * 60;

/** Meetings that anybody may come to, the next first; one that is called off stays in the list until its day. */
export async function upcoming(ctx: Ctx): Promise<store.MeetingRow[]> {
  const all = await store.selectBetween(ctx, ctx.now, plusMinutes(ctx.now, 200 * day), 200);
  return all.filter((m) => m.audience === 'public' && stateOf(m, ctx.now) !== 'over');
}

/** The agenda of a meeting for its page, and how many places are left; null where nobody counts them. */
export async function toShow(
  ctx: Ctx,
  meeting: store.MeetingRow,
): Promise<{ items: store.ItemRow[]; left: number | null }> {
  const counts = (await store.countGuests(ctx, [meeting.id])).get(meeting.id);
  const left = meeting.capacity === null ? null : Math.max(0, meeting.capacity - (counts?.coming ?? 0));
  return { items: await store.selectItems(ctx, meeting.id), left };
}

/** For whom has not said that they come: not the address to join at. */
export const withoutLink = (meeting: store.MeetingRow): store.MeetingRow => ({
  ...meeting,
  details: { ...meeting.details, link: null },
});

/** Whether it is the code of a guest of this meeting. */
export async function isCodeOf(ctx: Ctx, meetingId: string, text: string): Promise<boolean> {
  const code = readCode(text);
  const guest =
    code?.kind === 'guest' && (await store.selectGuest(ctx, { codeKey: codeKey(ctx, code.code) }));
  return guest ? guest.meetingId === meetingId : false;
}

/** What a guest finds behind their own code. */
export interface Room {
  meeting: store.MeetingRow;
  guest: store.GuestRow;
  code: string;
  items: store.ItemRow[];
  decisions: Decision[];
  actions: { id: string; words: string; owner: string | null; taken: boolean }[];
}

/** Throws 404 for a code that is nobody's. */
export async function guestOf(ctx: Ctx, code: string): Promise<store.GuestRow> {
  const guest = await store.selectGuest(ctx, { codeKey: codeKey(ctx, code) });
  if (!guest) throw notFound('code for a meeting');
  return guest;
}

/** Throws 404 for a code that is nobody's. */
export async function roomOf(ctx: Ctx, code: string): Promise<Room> {
  const guest = await guestOf(ctx, code);
  const meeting = await meetingOf(ctx, guest.meetingId);
  const [items, decisions, actions] = await Promise.all([
    store.selectItems(ctx, meeting.id),
    store.selectDecisions(ctx, meeting.id),
    store.selectActions(ctx, meeting.id),
  ]);
  return {
    ...{ meeting, guest, code, items },
    decisions: decisions.map(presentDecision),
    actions: openActions(actions),
  };
}

/** Who has a code comes, or does not after all. Throws 404, 422 where it is full or over. */
export async function answerByCode(ctx: Ctx, code: string, comes: boolean): Promise<void> {
  const guest = await guestOf(ctx, code);
  if (!comes) return withdraw(ctx, guest);
  if (guest.coming) return;
  const meeting = await meetingOf(ctx, guest.meetingId);
  if (stateOf(meeting, ctx.now) === 'over') throw refused('This meeting is over.');
  await mustHaveRoom(ctx, meeting);
  await store.updateAnswer(ctx, guest.id, { coming: true, access: guest.access });
}
