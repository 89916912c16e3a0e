import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { people } from '../../people/index.ts';
import type { Way } from '../contract.ts';
import { readCode, takesArrival } from '../rules.ts';
import * as store from '../store.ts';
import { codeKey, meetingFor } from './common.ts';

export interface Arrived {
  result: 'here' | 'already';
  guest: store.GuestRow;
}

/** Whether somebody counts for the quorum: an active member, as it stands at this moment. */
export async function isActiveMember(ctx: Ctx, personId: string | null): Promise<boolean> {
  const [member] = personId ? await people(ctx, [personId]) : [];
  return member?.state === 'active' && !member.suspended;
}

/** A phone's clock may be ahead: nobody comes in the future. */
export const notAhead = (ctx: Ctx, at: Date): Date => (at > ctx.now ? ctx.now : at);

export function mustTake(ctx: Ctx, meeting: store.MeetingRow, at: Date): void {
  if (!takesArrival(meeting, at, ctx.now))
    throw refused(
      'Its doors are not open: they open three hours before it begins and close when it ends.',
      'Look whether it is the right meeting.',
    );
}

/** They are here, once: the first arrival stands, and whoever says it again hears when and where it was. */
export async function arrive(
  ctx: Ctx,
  guest: store.GuestRow,
  { at, door, way }: { at: Date; door: number | null; way: Way },
): Promise<Arrived> {
  const member = await isActiveMember(ctx, guest.personId);
  const isFirst = await store.arrive(ctx, guest.id, { at, door, way, member });
  const now = (await store.selectGuest(ctx, { id: guest.id }))!;
  if (!isFirst) return { result: 'already', guest: now };
  const { meetingId, personId } = guest;
  await emit(ctx, { kind: 'meeting.came', subject: meetingId });
  if (personId)
    await emit(ctx, {
      kind: 'meeting.attended',
      subject: personId,
      data: { person: personId, meeting: meetingId },
    });
  return { result: 'here', guest: now };
}

/** A guest of this meeting by the code they show. Throws 404 for none, 409 for one of another meeting. */
export async function guestByCode(ctx: Ctx, meetingId: string, text: string): Promise<store.GuestRow> {
  const code = readCode(text);
  const guest =
    code?.kind === 'guest' ? await store.selectGuest(ctx, { codeKey: codeKey(ctx, code.code) }) : null;
  if (!guest) throw notFound('code for a meeting');
  if (guest.meetingId !== meetingId)
    throw conflict(
      'This code is for another meeting.',
      undefined,
      'Find them in the list, or sign them up here.',
    );
  return guest;
}

interface Given {
  code?: string | undefined;
  guestId?: string | undefined;
  door: number;
  way: Way;
  at: Date;
}

/** A door-keeper lets somebody in. Throws 404, 409 for a code of another meeting, 422 while the doors are closed. */
export async function checkIn(
  ctx: Ctx,
  meetingId: string,
  given: Given,
): Promise<Arrived & { count: number; joined: boolean }> {
  const meeting = await meetingFor(ctx, meetingId, 'door');
  const at = notAhead(ctx, given.at);
  mustTake(ctx, meeting, at);
  const guest = given.code
    ? await guestByCode(ctx, meetingId, given.code)
    : given.guestId
      ? await store.selectGuest(ctx, { id: given.guestId })
      : null;
  if (guest?.meetingId !== meetingId) throw notFound('guest of this meeting');
  const arrived = await arrive(ctx, guest, { at, door: given.door, way: given.way });
  return { ...arrived, count: await cameTo(ctx, meetingId), joined: false };
}

export const cameTo = async (ctx: Ctx, meetingId: string): Promise<number> =>
  (await store.countGuests(ctx, [meetingId])).get(meetingId)?.came ?? 0;

/** Who said that they come, and who is here. */
export async function guestsOf(
  ctx: Ctx,
  meetingId: string,
): Promise<{ meeting: store.MeetingRow; guests: store.GuestRow[] }> {
  const meeting = await meetingFor(ctx, meetingId, 'door');
  const all = await store.selectGuests(ctx, meetingId);
  return { meeting, guests: all.filter((g) => g.coming || g.arrivedAt) };
}
