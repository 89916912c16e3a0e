import type { Ctx } from '../../../platform/context.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { idFromKey } from '../../../platform/id.ts';
import { notFound } from '../../../platform/problem.ts';
import { applyAll } from '../../joining/index.ts';
import { people } from '../../people/index.ts';
import { bookAll, courseName, openSessions } from '../../trainings/index.ts';
import type { bookTraining as endpoint, OpenTraining } from '../contract.ts';
import * as store from '../store.ts';
import { meetingFor } from './common.ts';

/** Trainings to come, for who plans the meeting. Throws 403, 404. */
export async function listTrainings(ctx: Ctx, meetingId: string): Promise<OpenTraining[]> {
  await meetingFor(ctx, meetingId, 'plan');
  return (await openSessions(ctx)).map(({ row, chapter, place, left }) => ({
    ...{ id: row.id, title: courseName('en', row.course), languages: row.languages, chapter, place, left },
    ...{ startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() },
  }));
}

type Line = Answer<typeof endpoint>['items'][number];
type Why = NonNullable<Line['why']>;

/**
 * Books a training for guests who are here, in one act: who is known by no more than a number or an address becomes known by
 * it, as who registers on the public page does. One who cannot be booked keeps nobody else out. Again is the same act.
 * Throws 403, 404 for a guest of another meeting, 409 for a session that has begun or is off.
 */
export async function bookTraining(
  ctx: Ctx,
  meetingId: string,
  { sessionId, guestIds }: { sessionId: string; guestIds: readonly string[] },
): Promise<Line[]> {
  const meeting = await meetingFor(ctx, meetingId, 'plan');
  const all = new Map((await store.selectGuests(ctx, meetingId)).map((g) => [g.id, g]));
  const guests = [...new Set(guestIds)].map((id) => all.get(id));
  if (!guests.every((guest) => guest !== undefined)) throw notFound('guest of this meeting');
  const persons = await personsOf(ctx, meeting, guests);
  const gone = new Set(
    (await people(ctx, [...persons.values()])).filter((p) => p.state === 'left').map((p) => p.id),
  );
  const whyNot = ({ id, arrivedAt }: store.GuestRow): Why | null => {
    const personId = persons.get(id);
    if (!arrivedAt) return 'absent';
    if (!personId) return 'unreachable';
    return gone.has(personId) ? 'left' : null;
  };
  const asked = guests.filter((guest) => whyNot(guest) === null);
  const booked = await bookAll(
    ctx,
    sessionId,
    asked.map(({ id, name, language }) => ({
      ...{ id: idFromKey(sessionId, `meeting ${id}`), personId: persons.get(id)!, name, language },
    })),
  );
  const said = new Map(asked.map(({ id }, i) => [id, booked[i]!]));
  return guests.map((guest): Line => {
    const own = said.get(guest.id);
    const refused = { guestId: guest.id, state: 'refused' as const, already: false };
    if (!own) return { ...refused, why: whyNot(guest) };
    if (own.state === 'refused') return { ...refused, why: own.why };
    return { guestId: guest.id, ...own, why: null };
  });
}

/** Who each guest is, of those who are here and can be reached; a stranger is somebody from now on, by what they gave. */
async function personsOf(
  ctx: Ctx,
  meeting: store.MeetingRow,
  guests: readonly store.GuestRow[],
): Promise<Map<string, string>> {
  const strangers = guests.flatMap((g) =>
    g.arrivedAt && !g.personId && g.contact ? [{ ...g, contact: g.contact }] : [],
  );
  const applied = await applyAll(
    ctx,
    strangers.map(({ id, name, contact, language }) => ({
      ...{ id: idFromKey(meeting.id, `training ${id}`), source: 'meeting', kind: 'member' },
      ...{ addresses: [contact], languages: [language], wants: [] },
      ...(name && { name }),
      ...(meeting.chapterId && { chapterId: meeting.chapterId }),
    })),
  );
  return new Map([
    ...guests.flatMap((g) => (g.personId ? [[g.id, g.personId] as const] : [])),
    ...strangers.map(({ id }, i) => [id, applied[i]!.personId] as const),
  ]);
}
