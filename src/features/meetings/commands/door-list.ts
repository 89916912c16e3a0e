import type { Ctx } from '../../../platform/context.ts';
import { notFound, Problem } from '../../../platform/problem.ts';
import { lockApplications } from '../../joining/index.ts';
import type { Coming } from '../contract.ts';
import { readCode } from '../rules.ts';
import * as store from '../store.ts';
import { contactKey, readContact } from './answers.ts';
import { type Arrived, arriveAll, cameTo, closedAt, elsewhere, notAhead } from './arrivals.ts';
import { codeKey, meetingFor } from './common.ts';
import { signUp } from './sign-ups.ts';

export type CheckedIn = Arrived & { joined: boolean };

/**
 * A door-keeper lets somebody in: `checkInAll` of one. Throws 400, 404, 409 for a code of another meeting, 422 while the
 * doors are closed.
 */
export async function checkIn(
  ctx: Ctx,
  meetingId: string,
  coming: Coming,
): Promise<CheckedIn & { count: number }> {
  const [said] = await checkInAll(ctx, meetingId, [coming]);
  if (said instanceof Problem) throw said;
  return { ...said!, count: await cameTo(ctx, meetingId) };
}

/**
 * Lets in all of a list: what a phone kept while it had no connection. Each line is answered by itself and in its place: one
 * that is nobody's keeps nobody else out. Whom it knows by code or id are in after a handful of statements, however many.
 * Throws 403, 404.
 */
export async function checkInAll(
  ctx: Ctx,
  meetingId: string,
  list: readonly Coming[],
): Promise<(CheckedIn | Problem)[]> {
  const meeting = await meetingFor(ctx, meetingId, 'door');
  const held = await holdAll(ctx, meetingId, list);
  const found = list.map((line): store.GuestRow | Problem | 'new' => {
    if (line.code === undefined && !line.guestId) return 'new';
    return closedAt(ctx, meeting, notAhead(ctx, new Date(line.at))) ?? guestIn(ctx, meetingId, held, line);
  });
  const known = list.flatMap((line, i) => {
    const guest = found[i]!;
    if (guest === 'new' || guest instanceof Problem) return [];
    const { id, door, way = 'scan' } = line;
    return [{ id, guest, door, way, at: notAhead(ctx, new Date(line.at)) }];
  });
  const arrived = await arriveAll(ctx, known);
  const said = new Map<string, CheckedIn | Problem>(
    known.map(({ id }, i) => [id, { ...arrived[i]!, joined: false }]),
  );
  const strangers = list.filter((_, i) => found[i] === 'new');
  // In one order at every door, so that two with the same newcomers wait for each other and never cross.
  for (const line of strangers.toSorted((a, b) => (a.reach ?? '').localeCompare(b.reach ?? '')))
    said.set(line.id, await admit(ctx, meetingId, line));
  return list.map(({ id }, i) => {
    const one = found[i]!;
    return one instanceof Problem ? one : said.get(id)!;
  });
}

/** Holds whom the list is about, and applications where somebody of it asks to join, before anything is written. */
async function holdAll(ctx: Ctx, meetingId: string, list: readonly Coming[]): Promise<store.Held[]> {
  if (list.some(({ wants = [] }) => wants.length > 0)) await lockApplications(ctx);
  const contacts = await Promise.all(list.map(({ reach = '' }) => readContact(reach)));
  return store.lockGuests(ctx, {
    ids: list.flatMap((line) => line.guestId ?? []),
    codeKeys: list.flatMap(({ code }) => keyOf(ctx, code) ?? []),
    contacts: { meetingId, keys: contacts.flatMap((one) => (one ? [contactKey(ctx, one)] : [])) },
  });
}

function keyOf(ctx: Ctx, text: string | undefined): Buffer | null {
  const code = text === undefined ? null : readCode(text);
  return code?.kind === 'guest' ? codeKey(ctx, code.code) : null;
}

function guestIn(
  ctx: Ctx,
  meetingId: string,
  held: readonly store.Held[],
  { code, guestId }: Coming,
): store.GuestRow | Problem {
  if (code === undefined)
    return (
      held.find((g) => g.id === guestId && g.meetingId === meetingId) ?? notFound('guest of this meeting')
    );
  const key = keyOf(ctx, code);
  const guest = held.find((g) => key?.equals(g.codeKey));
  return guest ? (elsewhere(meetingId, guest) ?? guest) : notFound('code for a meeting');
}

/** Who had not said that they come, by what they say at the door. */
async function admit(ctx: Ctx, meetingId: string, line: Coming): Promise<CheckedIn | Problem> {
  const { id, name = '', reach = '', language = 'en', wants = [], door } = line;
  try {
    return await signUp(ctx, meetingId, {
      id,
      name,
      contact: reach,
      language,
      wants,
      door,
      at: new Date(line.at),
    });
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
