import * as z from 'zod/mini';
import type { Ctx } from '../../../platform/context.ts';
import { idFromKey } from '../../../platform/id.ts';
import { invalid, notFound, refused } from '../../../platform/problem.ts';
import { apply, type Want } from '../../joining/index.ts';
import * as store from '../store.ts';
import { addGuest, contactKey, readContact } from './answers.ts';
import { type Arrived, arrive, guestByCode, isActiveMember, mustTake, notAhead } from './arrivals.ts';
import { meetingFor, meetingOf } from './common.ts';
import { guestOf } from './room.ts';

const uuid = z.uuid();

interface Newcomer {
  id: string;
  name: string;
  contact: string;
  language: string;
  wants: readonly Want[];
}

/** Reads how somebody can be reached. Throws 400 for what is neither a number nor an address. */
async function contactOf(text: string): Promise<store.Contact | null> {
  if (!text.trim()) return null;
  const contact = await readContact(text);
  if (!contact)
    throw invalid([
      { path: 'body.reach', message: 'must be a phone number or an e-mail address, or be left out' },
    ]);
  return contact;
}

/** They ask to join, from this meeting. The same guest twice is one application. */
const join = (ctx: Ctx, meeting: store.MeetingRow, who: Newcomer, contact: store.Contact) =>
  apply(ctx, {
    ...{ id: idFromKey(meeting.id, `join ${who.id}`), source: 'meeting', kind: 'member' },
    ...(who.name && { name: who.name }),
    ...{ addresses: [contact], languages: [who.language], wants: [...who.wants] },
    ...(meeting.chapterId && { chapterId: meeting.chapterId }),
  });

/**
 * A door-keeper writes somebody down who had not said that they come; with a way to reach them they may ask to join. Whom
 * the door-keeper sees is who they say, so a member known by that address has come. The same id again is the same act.
 */
export async function signUp(
  ctx: Ctx,
  meetingId: string,
  given: Newcomer & { door: number; at: Date },
): Promise<Arrived & { joined: boolean }> {
  const meeting = await meetingFor(ctx, meetingId, 'door');
  const at = notAhead(ctx, given.at);
  mustTake(ctx, meeting, at);
  const contact = await contactOf(given.contact);
  const joins = contact !== null && given.wants.length > 0;
  const applied = joins ? await join(ctx, meeting, given, contact) : null;
  const { id, name, language } = given;
  const guest = await addGuest(ctx, {
    ...{ id, meetingId, contact, name: name || null, language, access: null, source: 'door' },
    personId: applied?.personId ?? null,
  });
  const arrived = await arrive(ctx, guest, { at, door: given.door, way: 'new' });
  return { ...arrived, joined: joins };
}

/**
 * Somebody is here, by the code on the screen and their own phone, without an account: with the code that they were given,
 * or anew. Who typed a member's address is not taken for the member: that needs a door, or the app.
 */
export async function arriveByPhone(
  ctx: Ctx,
  meeting: store.MeetingRow,
  given: Omit<Newcomer, 'wants'> & { code: string },
): Promise<store.GuestRow> {
  mustTake(ctx, meeting, ctx.now);
  const contact = await contactOf(given.contact);
  const known = given.code
    ? await guestByCode(ctx, meeting.id, given.code)
    : contact &&
      (await store.selectGuest(ctx, { meetingId: meeting.id, contactKey: contactKey(ctx, contact) }));
  const { id, name, language } = given;
  const guest =
    known ??
    (await addGuest(ctx, {
      ...{ id, meetingId: meeting.id, personId: null, contact, name: name || null, access: null },
      ...{ language, source: 'phone' },
    }));
  return (await arrive(ctx, guest, { at: ctx.now, door: null, way: 'self' })).guest;
}

/** Who acts by their own code must have come. Throws 404, 422. */
async function guestHere(ctx: Ctx, code: string): Promise<store.GuestRow> {
  const guest = await guestOf(ctx, code);
  if (!guest.arrivedAt)
    throw refused('You are not checked in.', 'Check in first, by the code on the screen.');
  return guest;
}

/** Who is here asks to join, from their own phone. Throws 400 without a way to reach them. */
export async function joinByPhone(
  ctx: Ctx,
  code: string,
  given: Omit<Newcomer, 'id' | 'language'>,
): Promise<void> {
  const guest = await guestHere(ctx, code);
  const meeting = await meetingOf(ctx, guest.meetingId);
  const contact = (await contactOf(given.contact)) ?? guest.contact;
  if (!contact)
    throw invalid([{ path: 'body.reach', message: 'is needed: a phone number or an e-mail address' }]);
  const who = { ...given, id: guest.id, name: given.name || (guest.name ?? ''), language: guest.language };
  const { personId, known } = await join(ctx, meeting, who, contact);
  if (!known) await store.linkGuest(ctx, guest.id, personId, await isActiveMember(ctx, personId));
}

/** Who is here takes an action that nobody has. False when another was first. Throws 404. */
export async function takeAction(
  ctx: Ctx,
  code: string,
  actionId: string,
  said: { name: string; shown: boolean },
): Promise<boolean> {
  const guest = await guestHere(ctx, code);
  const action = uuid.safeParse(actionId).success ? await store.selectAction(ctx, actionId) : null;
  if (action?.meetingId !== guest.meetingId) throw notFound('action of this meeting');
  if (action.guestId === guest.id) return true;
  const name = said.name || guest.name;
  return store.takeAction(ctx, actionId, {
    ...{ guestId: guest.id, personId: guest.personId, name, shown: said.shown && name !== null },
  });
}
