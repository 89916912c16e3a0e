import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound, refused } from '../../../platform/problem.ts';
import { callSigns, type Person, person } from '../../people/index.ts';
import type { OwnMeeting } from '../contract.ts';
import { policy } from '../policy.ts';
import { readCode, stateOf } from '../rules.ts';
import * as store from '../store.ts';
import { addGuest, hasRoom, mustHaveRoom } from './answers.ts';
import { arrive } from './arrivals.ts';
import { guestCode, mayAtMeeting, meetingAtDoor, meetingOf } from './common.ts';
import { cameOf, ownerOf, presentDecision } from './read.ts';

const day = 24 * 60;

/** Meetings of the network and of their chapter; a door of another chapter's they may have to open all the same. */
const isFor = (me: Person, m: store.MeetingRow) =>
  m.chapterId === null ||
  m.audience === 'public' ||
  m.chapterId === me.chapterId ||
  m.helpers.includes(me.id);

async function me(ctx: Ctx): Promise<Person> {
  authorize(policy, ctx.actor, 'read', 'ownMeeting');
  return person(ctx, ctx.actor.personId!);
}

async function present(
  ctx: Ctx,
  m: store.MeetingRow,
  guest: store.GuestRow | undefined,
): Promise<OwnMeeting> {
  const code = guest && (guest.coming || guest.arrivedAt) ? guestCode(ctx, guest.id) : null;
  return {
    ...{ id: m.id, details: m.details, state: stateOf(m, ctx.now) },
    ...{ startsAt: m.startsAt.toISOString(), endsAt: m.endsAt.toISOString() },
    ...{ languages: m.languages, interpreted: m.interpreted, doors: m.doors },
    ...{ coming: guest?.coming ?? null, access: guest?.access ?? '' },
    ...{ arrivedAt: guest?.arrivedAt?.toISOString() ?? null, code },
    full: !(await hasRoom(ctx, m)),
    isKeeper: mayAtMeeting(ctx, m, 'door'),
    calendar: code ? `/m/${code}/meeting.ics` : null,
  };
}

/** What a member may come to, has upon themselves, and may read. */
export async function listMine(ctx: Ctx) {
  const self = await me(ctx);
  const near = await store.selectBetween(
    ctx,
    plusMinutes(ctx.now, -180 * day),
    plusMinutes(ctx.now, 120 * day),
    300,
  );
  const mine = near.filter((m) => isFor(self, m));
  const coming = mine.filter((m) => ['planned', 'now'].includes(stateOf(m, ctx.now))).slice(0, 20);
  const guests = await store.selectGuestsOf(
    ctx,
    self.id,
    coming.map((m) => m.id),
  );
  const actions = await store.selectActionsOf(ctx, self.id);
  return {
    items: await Promise.all(
      coming.map((m) =>
        present(
          ctx,
          m,
          guests.find((g) => g.meetingId === m.id),
        ),
      ),
    ),
    actions: actions.map(({ id, meetingId, words, dueOn }) => ({ id, meetingId, words, dueOn })),
    minutes: mine
      .filter((m) => m.approvedAt)
      .map((m) => ({ id: m.id, title: m.details.title, startsAt: m.startsAt.toISOString() }))
      .toReversed(),
    calendar: '/meetings.ics',
  };
}

/** A meeting that this member may know of. Throws 404. */
async function ownMeeting(ctx: Ctx, self: Person, id: string): Promise<store.MeetingRow> {
  const meeting = await meetingOf(ctx, id);
  if (!isFor(self, meeting)) throw notFound('meeting');
  return meeting;
}

/** They come, or not. Said again it is what was said last. Throws 404, 422 where it is full or over. */
export async function answerMine(
  ctx: Ctx,
  id: string,
  said: { coming: boolean; access: string },
): Promise<OwnMeeting> {
  const self = await me(ctx);
  const meeting = await ownMeeting(ctx, self, id);
  const before = await store.selectGuest(ctx, { meetingId: id, personId: self.id });
  if (said.coming && !before?.coming) await mustHaveRoom(ctx, meeting);
  const guest = await memberGuest(ctx, self, id, said.coming);
  if (before?.arrivedAt && !said.coming) throw refused('You are there already.', 'Nothing needs to be said.');
  await store.updateAnswer(ctx, guest.id, said);
  await emit(ctx, { kind: 'meeting.answered', subject: id });
  return present(ctx, meeting, (await store.selectGuest(ctx, { id: guest.id }))!);
}

const memberGuest = (ctx: Ctx, self: Person, meetingId: string, coming: boolean) =>
  addGuest(ctx, {
    ...{ id: newId(), meetingId, personId: self.id, contact: null, name: null, access: null },
    ...{ language: self.languages[0] ?? 'en', source: 'app', coming },
  });

/** A member is here, by the code on the screen. Again is the same act. Throws 404 for a code that holds no more. */
export async function checkMeIn(ctx: Ctx, text: string) {
  const self = await me(ctx);
  const code = readCode(text);
  const meeting = code?.kind === 'door' ? await meetingAtDoor(ctx, code.code) : null;
  if (!meeting)
    throw refused(
      'No screen shows this code now.',
      'Codes change every few minutes: type the one that is there.',
    );
  const guest = await memberGuest(ctx, self, meeting.id, true);
  const { guest: now } = await arrive(ctx, guest, { at: ctx.now, door: null, way: 'self' });
  return { meetingId: meeting.id, title: meeting.details.title, arrivedAt: now.arrivedAt!.toISOString() };
}

/** Approved minutes. Throws 404 for a draft, and for another chapter's members' meeting. */
export async function readMinutes(ctx: Ctx, id: string) {
  const meeting = await ownMeeting(ctx, await me(ctx), id);
  if (!meeting.approvedAt) throw notFound('approved minutes');
  return minutesOf(ctx, meeting);
}

/** Minutes open to anyone: of a meeting that was public and open to the press. Throws 404. */
export async function publicMinutes(ctx: Ctx, id: string) {
  const meeting = await meetingOf(ctx, id);
  if (!meeting.approvedAt || meeting.audience !== 'public' || meeting.press !== 'open')
    throw notFound('approved minutes');
  return minutesOf(ctx, meeting);
}

async function minutesOf(ctx: Ctx, meeting: store.MeetingRow) {
  const { id } = meeting;
  const [items, decisions, actions, counts] = await Promise.all([
    store.selectItems(ctx, id),
    store.selectDecisions(ctx, id),
    store.selectActions(ctx, id),
    store.countGuests(ctx, [id]),
  ]);
  const names = await callSigns(
    ctx,
    actions.flatMap((a) => a.ownerId ?? []),
  );
  return {
    ...{ title: meeting.details.title, startsAt: meeting.startsAt.toISOString() },
    came: cameOf(meeting, counts.get(id)).came,
    items: items.map(({ id: itemId, title, notes }) => ({ id: itemId, title, notes })),
    decisions: decisions.map(presentDecision),
    actions: actions.map((a) => ({ id: a.id, words: a.words, owner: ownerOf(a, names), dueOn: a.dueOn })),
  };
}
