import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { plusMinutes } from '../../platform/clock.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { addAddresses } from '../channels/index.ts';
import { type Person, peopleByRole } from '../people/index.ts';
import * as commands from './commands.ts';
import { countedHats } from './index.ts';
import { keeps } from './retention.ts';
import * as store from './store.ts';

const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );
const url = 'https://line.test';
const hour = 60;
const day = 24 * hour;

let net: TestNetwork;
let members: Person[];
let coordinator: string;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 60, settings: { url } });
  await net.tx(async (ctx) => {
    members = await peopleByRole(ctx, 'observer', 20);
    coordinator = (await peopleByRole(ctx, 'coordinator', 1))[0]!.id;
  });
});

const boss = () => net.actor('coordinator', coordinator);
const as = (person: Person) => net.actor([], person.id);

async function planned(more: Partial<commands.Planned> = {}): Promise<commands.Planned> {
  const startsAt = plusMinutes(net.clock.now(), 130);
  const plan: commands.Planned = {
    ...{
      id: newId(),
      chapterId: null,
      audience: 'public',
      press: 'open',
      languages: ['en'],
      interpreted: [],
    },
    ...{ startsAt, endsAt: plusMinutes(startsAt, 120), capacity: null, doors: 2, quorum: null },
    details: { title: 'Evening', about: '', place: 'Library', link: null, access: '', handouts: [] },
    items: [{ id: newId(), title: 'Rota', minutes: 10, ownerId: null, ownerName: null }],
    ...more,
  };
  await net.tx((ctx) => commands.saveMeeting(ctx, plan), boss());
  return plan;
}

const run = (id: string, to: 'begin' | 'item' | 'end', itemId?: string, actor = boss()) =>
  net.tx((ctx) => commands.runMeeting(ctx, id, { to, itemId }), actor);
const read = (id: string) => net.tx((ctx) => commands.readMeeting(ctx, id, url), boss());
const come = (id: string, person: Person, coming = true) =>
  net.tx((ctx) => commands.answerMine(ctx, id, { coming, access: 'Ramp' }), as(person));

describe('minutes', () => {
  it('are put together from what was written while it ran, approved once, and read by members only then', async () => {
    const { id, items } = await planned({ press: 'closed' });
    const item = items[0]!.id;
    expect(await status(run(id, 'begin', undefined, as(members[0]!)))).toBe(403);
    net.clock.advance(130);
    await run(id, 'begin');
    await run(id, 'item', item);
    net.clock.advance(7);
    await net.tx(async (ctx) => {
      await commands.writeNotes(ctx, id, item, 'Friday is short.');
      const decision = { id: newId(), itemId: item, words: 'A second date.', carried: true };
      await commands.saveDecision(ctx, id, { ...decision, votes: { for: 9, against: 2, abstained: 1 } });
      // Put right a moment later: the same id is the same decision.
      await commands.saveDecision(ctx, id, { ...decision, votes: { for: 10, against: 2, abstained: 0 } });
    }, boss());
    const even = { id: newId(), itemId: null, words: 'No.', carried: true };
    const vote = { ...even, votes: { for: 3, against: 3, abstained: 0 } };
    expect(await status(net.tx((ctx) => commands.saveDecision(ctx, id, vote), boss()))).toBe(400);
    expect(await status(net.tx((ctx) => commands.approveMinutes(ctx, id), boss()))).toBe(422);
    const minutes = () => net.tx((ctx) => commands.readMinutes(ctx, id), as(members[0]!));
    await run(id, 'end');
    await run(id, 'end');
    expect(await status(minutes())).toBe(404);
    await net.tx((ctx) => commands.approveMinutes(ctx, id), boss());
    const { items: noted, decisions } = await minutes();
    expect(noted).toEqual([{ id: item, title: 'Rota', notes: 'Friday is short.' }]);
    expect(decisions).toEqual([expect.objectContaining({ votes: { for: 10, against: 2, abstained: 0 } })]);
    expect((await read(id)).items[0]!.spentS).toBe(7 * 60);
    const late = net.tx((ctx) => commands.writeNotes(ctx, id, item, 'Other'), boss());
    expect(await status(late)).toBe(409);
    // Closed to the press: not on the public page.
    expect((await net.app.inject({ url: `/en/meetings/${id}/minutes` })).statusCode).toBe(404);
  });

  it('of an open meeting stand on its page, without a name', async () => {
    const { id } = await planned();
    net.clock.advance(130);
    const action = { id: newId(), itemId: null, words: 'Call', ownerId: members[1]!.id, ownerName: null };
    await net.tx((ctx) => commands.saveAction(ctx, id, { ...action, dueOn: null }), boss());
    await run(id, 'end');
    await net.tx((ctx) => commands.approveMinutes(ctx, id), boss());
    const page = await net.app.inject({ url: `/en/meetings/${id}/minutes` });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Call');
    expect(page.body).not.toContain(members[1]!.callSign);
  });
});

describe('the hat', () => {
  const count = (id: string, person: Person, cents: number, act = newId()) =>
    net.tx((ctx) => commands.countHat(ctx, id, { id: act, cents }), net.actor('trainer', person.id));

  it('is recorded when two counted the same, and told to the money room once', async () => {
    const { id } = await planned();
    expect(await status(count(id, members[0]!, 100))).toBe(422);
    net.clock.advance(130);
    expect(await status(net.tx((ctx) => commands.readHat(ctx, id), as(members[0]!)))).toBe(403);
    expect(await count(id, members[0]!, 31_240)).toMatchObject({ state: 'one', mine: 31_240, cents: null });
    expect(await status(count(id, members[0]!, 31_240))).toBe(409);
    const other = await count(id, members[1]!, 31_420);
    expect(other).toMatchObject({ state: 'differ', round: 2, mine: null, cents: null });
    const act = newId();
    await count(id, members[1]!, 31_240, act);
    expect(await count(id, members[1]!, 31_240, act)).toMatchObject({ state: 'one', round: 2 });
    expect(await count(id, members[2]!, 31_240)).toMatchObject({ state: 'agreed', cents: 31_240 });
    expect(await status(count(id, members[3]!, 31_240))).toBe(409);
    expect(await net.tx((ctx) => countedHats(ctx, [id]))).toEqual([
      expect.objectContaining({ meetingId: id, cents: 31_240, round: 2 }),
    ]);
    const told = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('events')
        .select('data')
        .where('kind', '=', 'hat.counted')
        .where('subject', '=', id)
        .execute(),
    );
    expect(told).toEqual([{ data: {} }]);
  });

  it('of two who count in the same instant is one round', async () => {
    const { id } = await planned();
    net.clock.advance(130);
    await Promise.all([count(id, members[0]!, 500), count(id, members[1]!, 500)]);
    expect((await read(id)).hat).toMatchObject({ state: 'agreed', cents: 500, round: 1 });
  });
});

describe('messages', () => {
  /** About a meeting, or to one of its guests. */
  const sent = (meetingId: string) =>
    net.tx(async (ctx) => {
      const guests = (await store.selectGuests(ctx, meetingId)).map((g) => g.id);
      const rows = await ctx.tx
        .selectFrom('messages')
        .select(['id', 'body', 'language'])
        .where('subject', 'in', [meetingId, ...guests])
        .orderBy('id')
        .execute();
      return rows.map((m) => ctx.vault.decrypt<string>(m.body, { record: m.id, field: 'body' }));
    });

  it('remind a day and two hours before, in the language of who reads, and tell of another place', async () => {
    const startsAt = plusMinutes(net.clock.now(), 2 * day);
    const plan = await planned({ startsAt, endsAt: plusMinutes(startsAt, 60) });
    const reader = members[4]!;
    await net.tx((ctx) =>
      addAddresses(ctx, [
        { id: newId(), personId: reader.id, kind: 'sms', address: '+19175550166', rank: 1 },
      ]),
    );
    const guest = { contact: { kind: 'sms', address: '+19175550155' }, name: null, access: null } as const;
    await net.tx((ctx) => commands.answer(ctx, plan.id, { ...guest, id: newId(), language: 'es' }));
    await come(plan.id, reader);
    const passing = async (minutes: number) => {
      net.clock.advance(minutes);
      await net.tx(commands.remindGuests);
      await net.tx(commands.remindGuests);
      return (await sent(plan.id)).length;
    };
    expect([
      await passing(day - 5),
      await passing(10),
      await passing(day - 3 * hour),
      await passing(hour),
    ]).toEqual([0, 2, 2, 4]);
    expect((await sent(plan.id)).filter((body) => body.startsWith('Recordatorio'))).toHaveLength(1);
    const other = await planned();
    await come(other.id, reader);
    const details = { ...other.details, place: 'School' };
    const later = plusMinutes(other.startsAt, day);
    const moved = { ...other, startsAt: later, endsAt: plusMinutes(later, 60), details };
    await net.tx((ctx) => commands.saveMeeting(ctx, moved), boss());
    await net.tx((ctx) => commands.cancelMeeting(ctx, other.id), boss());
    const told = await sent(other.id);
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('School');
  });

  it('remind owners of what they took on until it is done', async () => {
    const { id } = await planned();
    const owner = members[4]!;
    const actionId = newId();
    const due = plusMinutes(net.clock.now(), 2 * day)
      .toISOString()
      .slice(0, 10);
    const action = {
      id: actionId,
      itemId: null,
      words: 'Write',
      ownerId: owner.id,
      ownerName: null,
      dueOn: due,
    };
    await net.tx((ctx) => commands.saveAction(ctx, id, action), boss());
    const hourly = async (days: number) => {
      for (let n = 0; n < days * 24; n++) {
        net.clock.advance(hour);
        await net.tx(commands.remindOwners);
      }
      return (await sent(id)).length;
    };
    expect(await hourly(8)).toBe(3);
    expect(await status(net.tx((ctx) => commands.finishMine(ctx, actionId), as(members[5]!)))).toBe(404);
    await net.tx((ctx) => commands.finishMine(ctx, actionId), as(owner));
    expect(await hourly(4)).toBe(3);
  });

  it('remind who is here or said so of what was written down for them, and nobody of a name as typed', async () => {
    const { id } = await planned();
    const contact = { kind: 'sms', address: '+19175550133' } as const;
    const guest = await net.tx((ctx) =>
      commands.answer(ctx, id, { id: newId(), contact, name: 'Noor', access: null, language: 'es' }),
    );
    await come(id, members[6]!);
    const unnamed = await net.tx((ctx) => {
      const at = net.clock.now();
      const who = { id: newId(), name: '', contact: '', language: 'en', wants: [] };
      return commands.signUp(ctx, id, { ...who, door: 1, at });
    }, boss());
    const { guests } = await net.tx((ctx) => commands.guestsOf(ctx, id), boss());
    const member = guests.find((g) => g.personId === members[6]!.id)!;
    const plain = { itemId: null, ownerId: null, ownerName: null };
    const dueOn = plusMinutes(net.clock.now(), day).toISOString().slice(0, 10);
    const write = (words: string, by: { guestId?: string; ownerName?: string }) =>
      net.tx((ctx) => commands.saveAction(ctx, id, { ...plain, ...by, id: newId(), words, dueOn }), boss());
    await write('Print', { guestId: member.id });
    await write('Call', { guestId: guest.id });
    await write('Cook', { guestId: unnamed.guest.id });
    await write('Sing', { ownerName: 'Ana' });
    await write('Sweep', {});
    const { id: elsewhere } = await planned();
    const stranger = { ...plain, id: newId(), words: 'Call', guestId: guest.id, dueOn };
    expect(await status(net.tx((ctx) => commands.saveAction(ctx, elsewhere, stranger), boss()))).toBe(404);
    expect((await read(id)).actions.map((a) => [a.words, a.owner, a.ownerId, a.taken])).toEqual([
      ['Print', members[6]!.callSign, members[6]!.id, true],
      ['Call', 'Noor', null, true],
      ['Cook', null, null, true],
      ['Sing', 'Ana', null, true],
      ['Sweep', null, null, false],
    ]);
    for (let n = 0; n < 24; n++) {
      net.clock.advance(hour);
      await net.tx(commands.remindOwners);
    }
    expect((await sent(id)).map((body) => /[“«](.*?)[”»]/.exec(body)![1]).sort()).toEqual(['Call', 'Print']);
  });
});

describe('the press', () => {
  it('is answered by coordinators and admins, and each answer has who and when', async () => {
    const { id: meetingId } = await planned();
    const id = newId();
    const asked = {
      id,
      meetingId,
      outlet: 'Daily',
      contact: 'R. Ortiz, +1',
      question: 'How many?',
      answer: null,
    };
    const save = (more: object, actor = boss()) =>
      net.tx((ctx) => commands.saveEnquiry(ctx, { ...asked, ...more }), actor);
    expect(await status(save({}, net.actor('dispatcher')))).toBe(403);
    expect(await save({})).toMatchObject({ answeredAt: null, meeting: 'Evening' });
    net.clock.advance(30);
    const answered = await save({ answer: 'About a hundred.' });
    expect(answered.answeredAt).toBe(net.clock.now().toISOString());
    net.clock.advance(30);
    expect((await save({ answer: 'About a hundred.' })).answeredAt).toBe(answered.answeredAt);
    const [listed] = await net.tx((ctx) => commands.enquiries(ctx, meetingId), boss());
    expect(listed).toMatchObject({ id, outlet: 'Daily', answer: 'About a hundred.' });
  });
});

describe('what goes', () => {
  it('contacts and names of guests after a month, who came after its time, and never how many', async () => {
    const { id } = await planned();
    const guest = await net.tx((ctx) =>
      commands.answer(ctx, id, {
        ...{ id: newId(), name: 'Rosa', access: 'Ramp', language: 'es' },
        contact: { kind: 'email', address: 'rosa@example.org' },
      }),
    );
    const own = await come(id, members[6]!);
    const here = (by: object) =>
      net.tx(
        (ctx) =>
          commands.checkIn(ctx, id, { ...by, door: 1, way: 'list', id: newId(), at: ctx.now.toISOString() }),
        boss(),
      );
    await here({ guestId: guest.id });
    await here({ code: own.code! });
    net.clock.advance(31 * day);
    await net.tx(commands.forgetContacts);
    expect(await net.tx((ctx) => store.selectGuest(ctx, { id: guest.id }))).toMatchObject({
      ...{ name: null, contact: null, access: null },
    });
    expect((await read(id)).came).toBe(2);
    const [attendance] = keeps;
    const due = await net.tx((ctx) => attendance!.due(ctx, net.clock.now(), null, 500));
    const mine = due.find((one) => one.id === id)!;
    expect(mine.about.persons).toEqual([members[6]!.id]);
    expect(await net.tx((ctx) => attendance!.purge(ctx, [id]))).toBe(1);
    expect(await read(id)).toMatchObject({ came: 2, membersCame: 1 });
    expect(await net.tx((ctx) => store.selectGuests(ctx, id))).toEqual([]);
  });

  it('all that names somebody who left, and not what they counted', async () => {
    const { id } = await planned();
    const leaver = members[7]!;
    const own = await come(id, leaver);
    await net.tx(
      (ctx) =>
        commands.checkIn(ctx, id, {
          code: own.code!,
          door: 1,
          way: 'scan',
          id: newId(),
          at: ctx.now.toISOString(),
        }),
      boss(),
    );
    await net.tx((ctx) => commands.setHelper(ctx, id, leaver.id, true), boss());
    const action = {
      id: newId(),
      itemId: null,
      words: 'Write',
      ownerId: leaver.id,
      ownerName: null,
      dueOn: null,
    };
    await net.tx((ctx) => commands.saveAction(ctx, id, action), boss());
    net.clock.advance(300);
    await net.tx(
      (ctx) => commands.countHat(ctx, id, { id: newId(), cents: 70 }),
      net.actor('trainer', leaver.id),
    );
    await net.tx((ctx) => store.forgetPerson(ctx, leaver.id));
    const left = await read(id);
    expect(left).toMatchObject({ came: 1, membersCame: 1, helpers: [] });
    expect(left.actions[0]).toMatchObject({ ownerId: null, owner: null });
    expect(left.hat).toMatchObject({ state: 'one' });
  });
});
