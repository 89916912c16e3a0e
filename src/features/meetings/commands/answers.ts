import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { notFound, refused } from '../../../platform/problem.ts';
import { isEmail, normalAddress, readNumber } from '../../channels/index.ts';
import { stateOf } from '../rules.ts';
import * as store from '../store.ts';
import { codeKey, guestCode } from './common.ts';

/** What somebody typed to be reached by: a telephone number or an e-mail address. Null when it is neither. */
export async function readContact(text: string): Promise<store.Contact | null> {
  const said = text.trim();
  if (said.includes('@'))
    return isEmail(said) ? { kind: 'email', address: normalAddress('email', said) } : null;
  const number = await readNumber(said);
  return number ? { kind: 'sms', address: number } : null;
}

export const contactKey = (ctx: Ctx, { kind, address }: store.Contact): Buffer =>
  ctx.vault.hash('meeting contact', `${kind} ${address}`);

/** A meeting that anybody may come to. Throws 404 for one that is none of theirs to know. */
export async function publicMeeting(ctx: Ctx, id: string): Promise<store.MeetingRow> {
  const meeting = await store.selectMeeting(ctx, id);
  if (meeting?.audience !== 'public') throw notFound('meeting');
  return meeting;
}

/** Whether everybody has a place who says now that they come. */
export async function hasRoom(ctx: Ctx, meeting: store.MeetingRow): Promise<boolean> {
  if (meeting.capacity === null) return true;
  const counts = (await store.countGuests(ctx, [meeting.id])).get(meeting.id);
  return (counts?.coming ?? 0) < meeting.capacity;
}

/** Throws 422 for one that is over, called off or full. */
export async function mustHaveRoom(ctx: Ctx, meeting: store.MeetingRow): Promise<void> {
  const state = stateOf(meeting, ctx.now);
  if (state === 'over' || state === 'cancelled')
    throw refused(`This meeting is ${state === 'over' ? 'over' : 'called off'}.`, 'Choose another one.');
  // Whoever asks next waits here, so that the last place is given once.
  await store.lockMeeting(ctx, meeting.id);
  if (!(await hasRoom(ctx, meeting)))
    throw refused('This meeting is full.', 'Choose another one; places that are given back are free again.');
}

type Asked = Omit<store.NewGuest, 'codeKey' | 'contactKey' | 'coming'> & { coming?: boolean };

/** Writes a guest down, or finds who is known already: by id, person or contact. */
export async function addGuest(ctx: Ctx, asked: Asked): Promise<store.GuestRow> {
  const key = asked.contact && contactKey(ctx, asked.contact);
  const isNew = await store.insertGuest(ctx, {
    ...asked,
    coming: asked.coming ?? true,
    codeKey: codeKey(ctx, guestCode(ctx, asked.id)),
    contactKey: key,
  });
  const { meetingId, personId } = asked;
  const found =
    (await store.selectGuest(ctx, { id: asked.id })) ??
    (personId && (await store.selectGuest(ctx, { meetingId, personId }))) ??
    (key && (await store.selectGuest(ctx, { meetingId, contactKey: key })));
  // An id that is somebody's at another meeting is nobody's here.
  if (!found || found.meetingId !== meetingId) throw notFound('guest of this meeting');
  if (isNew) await emit(ctx, { kind: 'meeting.answered', subject: meetingId });
  return found;
}

/**
 * Somebody without an account says that they come. The same id again, or the same contact, is the same person; who gave
 * their contact before keeps the code that they have. Throws 404, and 422 where it is full or over.
 */
export async function answer(
  ctx: Ctx,
  meetingId: string,
  asked: Pick<store.GuestRow, 'id' | 'contact' | 'name' | 'access' | 'language'>,
): Promise<store.GuestRow> {
  const meeting = await publicMeeting(ctx, meetingId);
  const known =
    (await store.selectGuest(ctx, { id: asked.id })) ??
    (asked.contact &&
      (await store.selectGuest(ctx, { meetingId, contactKey: contactKey(ctx, asked.contact) })));
  if (!known?.coming) await mustHaveRoom(ctx, meeting);
  const guest = await addGuest(ctx, { ...asked, meetingId, personId: null, source: 'page' });
  if (known && !known.coming) await store.updateAnswer(ctx, guest.id, { ...asked, coming: true });
  return guest;
}

/** They cannot come after all. Who came has come. */
export async function withdraw(ctx: Ctx, guest: store.GuestRow): Promise<void> {
  if (guest.arrivedAt || !guest.coming) return;
  await store.updateAnswer(ctx, guest.id, { coming: false, access: guest.access });
  await emit(ctx, { kind: 'meeting.answered', subject: guest.meetingId });
}

/** A guest says by a word that they do not come. Null where there is none by that id, or who came already. */
export async function cannotCome(ctx: Ctx, guestId: string) {
  const guest = await store.selectGuest(ctx, { id: guestId });
  const meeting = guest && (await store.selectMeeting(ctx, guest.meetingId));
  if (!meeting || guest.arrivedAt) return null;
  const isOver = stateOf(meeting, ctx.now) === 'over';
  if (!isOver) await withdraw(ctx, guest);
  return { guest, meeting, isOver };
}
