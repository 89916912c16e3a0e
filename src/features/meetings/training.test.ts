import { beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { plusMinutes } from '../../platform/clock.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { dayAt, dayPlus } from '../../platform/wall.ts';
import { type Person, peopleByRole } from '../people/index.ts';
import * as trainings from '../trainings/commands.ts';
import { modulesOf } from '../trainings/rules.ts';
import * as commands from './commands.ts';

const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );

let net: TestNetwork;
let members: Person[];
let coordinator: string;
let meetingId: string;
let sessionId: string;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 60, settings: { url: 'https://line.test' } });
  await net.tx(async (ctx) => {
    members = await peopleByRole(ctx, 'observer', 6);
    coordinator = (await peopleByRole(ctx, 'coordinator', 1))[0]!.id;
  });
  const startsAt = plusMinutes(net.clock.now(), 130);
  meetingId = newId();
  await net.tx(
    (ctx) =>
      commands.saveMeeting(ctx, {
        ...{ id: meetingId, chapterId: null, audience: 'public', press: 'open', languages: ['en'] },
        ...{ interpreted: [], startsAt, endsAt: plusMinutes(startsAt, 120), capacity: null, doors: 2 },
        details: { title: 'Evening', about: '', place: 'Library', link: null, access: '', handouts: [] },
        ...{ quorum: null, items: [] },
      }),
    boss(),
  );
  sessionId = newId();
  await net.tx((ctx) =>
    trainings.planSessions(ctx, {
      ...{ ids: [sessionId], everyWeeks: 1, course: 'rights', chapterId: members[0]!.chapterId },
      ...{ modules: modulesOf('rights').map((m) => m.id), form: 'place', place: 'The hall', link: null },
      ...{ capacity: 2, languages: ['en'], access: [], trainers: [], lengthMinutes: 120 },
      ...{ day: dayPlus(dayAt(net.clock.now(), net.network.timeZone), 7), startMinute: 18 * 60 },
    }),
  );
});

const boss = () => net.actor('coordinator', coordinator);
const book = (guestIds: string[], actor = boss(), of = sessionId) =>
  net.tx((ctx) => commands.bookTraining(ctx, meetingId, { sessionId: of, guestIds }), actor);

/** Somebody at the door; without a way to be reached where there is no contact. */
const arrives = async (name: string, contact = '') => {
  const who = { id: newId(), name, contact, language: 'es', wants: [] };
  const at = net.clock.now();
  return (await net.tx((ctx) => commands.signUp(ctx, meetingId, { ...who, door: 1, at }), boss())).guest.id;
};
const member = async (person: Person, isHere: boolean) => {
  await net.tx(
    (ctx) => commands.answerMine(ctx, meetingId, { coming: true, access: '' }),
    net.actor([], person.id),
  );
  const { guests } = await net.tx((ctx) => commands.guestsOf(ctx, meetingId), boss());
  const guestId = guests.find((g) => g.personId === person.id)!.id;
  const at = net.clock.now().toISOString();
  if (isHere)
    await net.tx((ctx) => commands.checkIn(ctx, meetingId, { guestId, door: 1, id: newId(), at }), boss());
  return guestId;
};

const messages = () =>
  net.tx(async (ctx) => {
    const rows = await ctx.tx
      .selectFrom('messages')
      .select(['id', 'purpose', 'language'])
      .where('network_id', '=', ctx.network.id)
      .where('purpose', 'in', ['training_confirmed', 'training_waiting'])
      .execute();
    return rows.map(({ purpose, language }) => `${purpose} ${language}`).sort();
  });

it('books a training for those who are here, tells each by their way, and says of whom it could not', async () => {
  const offered = await net.tx((ctx) => commands.listTrainings(ctx, meetingId), boss());
  const { left, title } = offered.find(({ id }) => id === sessionId)!;
  expect([title, left >= 2]).toEqual(['Know your rights', true]);
  const noor = await arrives('Noor', '+19175550121');
  const others = await Promise.all(
    Array.from({ length: left }, (_, n) => arrives(`Guest ${n}`, `guest${n}@example.org`)),
  );
  const silent = await arrives('Luz');
  const certified = await member(members[0]!, true);
  const absent = await member(members[1]!, false);
  await net.tx((ctx) =>
    trainings.issueCertificate(ctx, {
      id: newId(),
      personId: members[0]!.id,
      course: 'rights',
    }),
  );
  const all = [noor, ...others, silent, certified, absent];
  const first = await book(all);
  expect(first.map(({ state, why, already }) => [state, why, already])).toEqual([
    ...Array.from({ length: left }, () => ['confirmed', null, false]),
    ['waiting', null, false],
    ...['unreachable', 'certified', 'absent'].map((why) => ['refused', why, false]),
  ]);
  await net.settle();
  const told = await messages();
  expect(told).toEqual([
    ...Array.from({ length: left }, () => 'training_confirmed es'),
    'training_waiting es',
  ]);

  // Pressed again: nobody is booked twice, and nobody hears of it again.
  const again = await book(all);
  expect(again.map(({ state, already }) => [state, already])).toEqual(
    first.map(({ state }) => [state, state !== 'refused']),
  );
  await net.settle();
  expect(await messages()).toEqual(told);

  // Who gave the seat back is left alone.
  const roster = await net.tx((ctx) => trainings.readRoster(ctx, sessionId), net.actor('admin'));
  const own = roster.items.find((line) => line.name === 'Noor')!;
  await net.tx(async (ctx) =>
    trainings.cancelRegistration(ctx, (await trainings.seatsAhead(ctx, own.personId))[0]!),
  );
  expect(await book([noor])).toEqual([{ guestId: noor, state: 'refused', already: false, why: 'gaveBack' }]);
});

it('is for who plans the meeting, of its own guests, before the training begins', async () => {
  const guest = await arrives('Ana', 'ana@example.org');
  expect(await status(book([guest], net.actor('operator')))).toBe(403);
  expect(await status(net.tx((ctx) => commands.listTrainings(ctx, meetingId), net.actor('operator')))).toBe(
    403,
  );
  expect(await status(book([newId()]))).toBe(404);
  expect(await status(book([guest], boss(), newId()))).toBe(404);
  await net.tx((ctx) => trainings.cancelSession(ctx, sessionId, { following: false }));
  expect(await status(book([guest]))).toBe(409);
});

it('takes a request as long as a room and no longer', async () => {
  const headers = await net.signIn(['coordinator'], coordinator);
  const post = (guestIds: string[]) =>
    net.app.inject({
      ...{ method: 'POST', headers, payload: { guestIds } },
      url: `/api/v1/meetings/${meetingId}/trainings/${sessionId}`,
    });
  expect((await post([])).statusCode).toBe(400);
  expect((await post(Array.from({ length: 501 }, newId))).statusCode).toBe(400);
});
