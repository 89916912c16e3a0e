import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { conflict, notFound, type Problem, refused } from '../../../platform/problem.ts';
import { people } from '../../people/index.ts';
import type { Way } from '../contract.ts';
import { readCode, takesArrival } from '../rules.ts';
import * as store from '../store.ts';
import { codeKey, meetingFor } from './common.ts';

export interface Arrived {
  result: 'here' | 'already';
  guest: store.GuestRow;
}

/** Of these, who counts for the quorum: active members, as it stands at this moment. */
async function activeMembers(ctx: Ctx, personIds: string[]): Promise<Set<string>> {
  const known = await people(ctx, personIds);
  return new Set(known.filter((p) => p.state === 'active' && !p.suspended).map((p) => p.id));
}

export const isActiveMember = async (ctx: Ctx, personId: string): Promise<boolean> =>
  (await activeMembers(ctx, [personId])).has(personId);

/** A phone's clock may be ahead: nobody comes in the future. */
export const notAhead = (ctx: Ctx, at: Date): Date => (at > ctx.now ? ctx.now : at);

/** Why nobody comes in at this moment; null where they do. */
export const closedAt = (ctx: Ctx, meeting: store.MeetingRow, at: Date): Problem | null =>
  takesArrival(meeting, at, ctx.now)
    ? null
    : refused(
        'Its doors are not open: they open three hours before it begins and close when it ends.',
        'Look whether it is the right meeting.',
      );

/** Throws 422 while the doors are closed. */
export function mustTake(ctx: Ctx, meeting: store.MeetingRow, at: Date): void {
  const closed = closedAt(ctx, meeting, at);
  if (closed) throw closed;
}

export interface Arriving {
  guest: store.GuestRow;
  at: Date;
  door: number | null;
  way: Way;
}

/**
 * They are here, each once: the first arrival stands, and whoever says it again hears when and where it was. Answers are in
 * the places of the list; statements do not grow with it.
 */
export async function arriveAll(ctx: Ctx, list: readonly Arriving[]): Promise<Arrived[]> {
  const firsts = [...new Map(list.toReversed().map((one) => [one.guest.id, one])).values()];
  const active = await activeMembers(
    ctx,
    firsts.flatMap(({ guest }) => guest.personId ?? []),
  );
  const added = await store.arriveAll(
    ctx,
    firsts.map(({ guest, ...one }) => ({
      ...{ ...one, id: guest.id, member: guest.personId !== null && active.has(guest.personId) },
    })),
  );
  const now = new Map(
    (
      await store.selectGuestsById(
        ctx,
        firsts.map(({ guest }) => guest.id),
      )
    ).map((g) => [g.id, g]),
  );
  await emit(
    ctx,
    ...[...added].flatMap((id) => {
      const { meetingId: meeting, personId: person } = now.get(id)!;
      return [
        { kind: 'meeting.came', subject: meeting },
        ...(person ? [{ kind: 'meeting.attended', subject: person, data: { person, meeting } }] : []),
      ];
    }),
  );
  return list.map(({ guest }) => ({
    // Twice in one list is here, and here already.
    result: added.delete(guest.id) ? 'here' : 'already',
    guest: now.get(guest.id)!,
  }));
}

/** `arriveAll` of one. */
export const arrive = async (
  ctx: Ctx,
  guest: store.GuestRow,
  one: Omit<Arriving, 'guest'>,
): Promise<Arrived> => (await arriveAll(ctx, [{ ...one, guest }]))[0]!;

/** Why a guest is not let in by their code here; null for one of this meeting. */
export const elsewhere = (meetingId: string, guest: store.GuestRow): Problem | null =>
  guest.meetingId === meetingId
    ? null
    : conflict(
        'This code is for another meeting.',
        undefined,
        'Find them in the list, or sign them up here.',
      );

/** A guest of this meeting by the code they show. Throws 404 for none, 409 for one of another meeting. */
export async function guestByCode(ctx: Ctx, meetingId: string, text: string): Promise<store.GuestRow> {
  const code = readCode(text);
  const guest =
    code?.kind === 'guest' ? await store.selectGuest(ctx, { codeKey: codeKey(ctx, code.code) }) : null;
  if (!guest) throw notFound('code for a meeting');
  const problem = elsewhere(meetingId, guest);
  if (problem) throw problem;
  return guest;
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
