import { beforeAll, describe, expect, it } from 'vitest';
import { readCalendar } from '../../../test/calendar.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { plusMinutes } from '../../platform/clock.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { addAddresses } from '../channels/index.ts';
import { type Person, peopleByRole } from '../people/index.ts';
import * as commands from './commands.ts';
import type { OwnMeeting } from './contract.ts';
import { windowOf } from './rules.ts';
import * as store from './store.ts';

const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );

let net: TestNetwork;
let members: Person[];
let coordinator: string;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 80, settings: { url: 'https://line.test' } });
  await net.tx(async (ctx) => {
    members = await peopleByRole(ctx, 'observer', 30);
    coordinator = (await peopleByRole(ctx, 'coordinator', 1))[0]!.id;
  });
});

const boss = () => net.actor('coordinator', coordinator);

type More = Partial<commands.Planned>;
const planOf = (more: More = {}): commands.Planned => ({
  ...{ id: newId(), chapterId: null, audience: 'public', press: 'open', languages: ['en'], interpreted: [] },
  ...{ startsAt: plusMinutes(net.clock.now(), 130), endsAt: plusMinutes(net.clock.now(), 250) },
  ...{ capacity: null, doors: 4, quorum: { kind: 'number', of: 3 } },
  details: {
    ...{ title: 'Evening, with; commas\\', about: 'Two\nlines', place: 'Library', link: null },
    ...{ access: 'Ramp', handouts: [] },
  },
  items: [
    { id: newId(), title: 'Welcome', minutes: 5, ownerId: null, ownerName: null },
    { id: newId(), title: 'Rota', minutes: 20, ownerId: null, ownerName: 'Ana' },
  ],
  ...more,
});

async function planned(more: More = {}): Promise<commands.Planned> {
  const plan = planOf(more);
  await net.tx((ctx) => commands.saveMeeting(ctx, plan), boss());
  return plan;
}

const coming = (meetingId: string, person: Person) =>
  net.tx(
    (ctx) => commands.answerMine(ctx, meetingId, { coming: true, access: '' }),
    net.actor([], person.id),
  );

const read = (id: string) => net.tx((ctx) => commands.readMeeting(ctx, id, 'https://line.test'), boss());
const checkIn = (
  id: string,
  given: { code?: string; guestId?: string },
  door: number,
  at = net.clock.now(),
) => {
  const coming = { ...given, id: newId(), at: at.toISOString(), door, way: 'scan' as const };
  return net.tx((ctx) => commands.checkIn(ctx, id, coming), boss());
};

const get = (url: string) => net.app.inject({ url });
const post = (url: string, form: Record<string, string>) =>
  net.app.inject({
    ...{ method: 'POST', url, payload: new URLSearchParams(form).toString() },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

describe('planning', () => {
  it('is for who plans; saved again it is the same meeting, and a series is made in one go', async () => {
    const plan = planOf({ repeat: { every: 'month', ids: [newId(), newId()] } });
    const save = (actor = boss()) => net.tx((ctx) => commands.saveMeeting(ctx, plan), actor);
    expect(await status(save(net.actor('operator')))).toBe(403);
    expect(await status(save(net.actor([], members[0]!.id)))).toBe(403);
    await save();
    const [one, two] = await Promise.all(plan.repeat!.ids.map(read));
    expect([one!.seriesId, two!.seriesId]).toEqual([plan.id, plan.id]);
    expect(new Date(two!.startsAt) > new Date(one!.startsAt)).toBe(true);
    expect(one!.items.map((i) => i.title)).toEqual(['Welcome', 'Rota']);
    await save();
    expect((await read(plan.id)).changes).toBe(1);
  });

  it('is refused where it makes no sense', async () => {
    const wrong = (more: More) => status(planned(more));
    expect(await wrong({ endsAt: net.clock.now() })).toBe(400);
    expect(await wrong({ chapterId: newId() })).toBe(404);
    const nowhere = { ...planOf().details, place: '' };
    expect(await wrong({ details: nowhere })).toBe(400);
  });

  it('names a place two hours ahead at least: a meeting is no call-out', async () => {
    const { details } = planOf();
    const soon = { startsAt: plusMinutes(net.clock.now(), 119) };
    expect(await status(planned(soon))).toBe(422);
    expect(
      await status(planned({ ...soon, details: { ...details, place: '', link: 'https://m.test' } })),
    ).toBe(200);
    const plan = await planned();
    net.clock.advance(60);
    const save = (change: object) =>
      status(
        net.tx((ctx) => commands.saveMeeting(ctx, { ...plan, details: { ...details, ...change } }), boss()),
      );
    expect([await save({ place: 'Roosevelt and 82nd' }), await save({ about: 'More' })]).toEqual([422, 200]);
  });

  it('of one chapter is for who looks after it', async () => {
    const { chapterId } = members[0]!;
    const other = { ...boss(), roles: [{ role: 'coordinator', chapterId: newId() }] };
    const own = { ...boss(), roles: [{ role: 'coordinator', chapterId }] };
    const save = (actor: typeof other, of: string | null) =>
      status(net.tx((ctx) => commands.saveMeeting(ctx, planOf({ chapterId: of })), actor));
    expect([await save(other, chapterId), await save(own, null), await save(own, chapterId)]).toEqual([
      403, 200, 200,
    ]);
  });
});

describe('a guest without an account', () => {
  it('says so on a page in three languages, gets a code, and finds the address to join at only then', async () => {
    const { id } = await planned({
      details: { ...planOf().details, link: 'https://meet.test/room', title: 'Open evening' },
    });
    for (const lang of ['en', 'es', 'zh']) {
      const list = await get(`/${lang}/meetings`);
      expect(list.statusCode).toBe(200);
      expect(list.body).toContain('Open evening');
    }
    const page = await get(`/en/meetings/${id}`);
    expect(page.body).not.toContain('meet.test');
    const form = { id: newId(), name: 'Rosa', contact: '(917) 555-0144', access: 'Ramp' };
    const done = await post(`/en/meetings/${id}`, form);
    expect(done.statusCode).toBe(303);
    const own = done.headers.location!;
    expect(own).toMatch(/^\/en\/m\/[2-9A-Z]{8}$/);
    // Sent again, and by somebody who gives the same number: the same guest.
    expect((await post(`/en/meetings/${id}`, form)).headers.location).toBe(own);
    const again = await post(`/en/meetings/${id}`, { ...form, id: newId(), contact: '917 555 0144' });
    expect(again.headers.location).toBe(own);
    const room = await get(own);
    expect(room.body).toContain('https://meet.test/room');
    expect(room.body).toContain('<svg');
    expect((await read(id)).coming).toBe(1);
    await post(own, { act: 'cannot' });
    expect((await read(id)).coming).toBe(0);
    await post(own, { act: 'come' });
    expect((await read(id)).coming).toBe(1);
  });

  it('hears what is wrong, and loses nothing', async () => {
    const { id } = await planned();
    const wrong = await post(`/es/meetings/${id}`, { id: newId(), name: 'Rosa', contact: 'call me' });
    expect(wrong.statusCode).toBe(400);
    expect(wrong.body).toContain('value="Rosa"');
    expect(wrong.body).toContain('call me');
    expect((await get(`/en/meetings/${newId()}`)).statusCode).toBe(404);
    expect((await get('/en/meetings/nonsense')).statusCode).toBe(404);
    expect((await get('/en/m/ABCDEFGH')).statusCode).toBe(404);
    expect((await get('/en/m/ABCDEF')).statusCode).toBe(404);
  });

  it('never hears of a meeting for members', async () => {
    const { id } = await planned({
      audience: 'members',
      details: { ...planOf().details, title: 'Inner evening' },
    });
    expect((await get('/en/meetings')).body).not.toContain('Inner evening');
    for (const url of [`/en/meetings/${id}`, `/en/meetings/${id}/meeting.ics`, `/en/meetings/${id}/minutes`])
      expect((await get(url)).statusCode).toBe(404);
    expect((await get('/meetings.ics')).body).not.toContain('Inner evening');
  });

  it('gets the last place once, however many ask in the same instant', async () => {
    const { id } = await planned({ capacity: 3 });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        net.tx((ctx) =>
          status(
            commands.answer(ctx, id, {
              id: newId(),
              contact: null,
              name: null,
              access: null,
              language: 'en',
            }),
          ),
        ),
      ),
    );
    expect(answers.filter((s) => s === 200)).toHaveLength(3);
    expect((await read(id)).coming).toBe(3);
    expect((await get(`/en/meetings/${id}`)).body).toContain('full');
  });
});

describe('calendars', () => {
  it('are read by a strict program, each alone and as a feed, and say what is called off', async () => {
    const plan = await planned();
    const one = readCalendar((await get(`/en/meetings/${plan.id}/meeting.ics`)).body);
    expect(one.events).toEqual([
      expect.objectContaining({
        ...{ uid: `${plan.id}@porchlight`, summary: plan.details.title, place: 'Library' },
        ...{ from: plan.startsAt, to: plan.endsAt, url: `https://line.test/en/meetings/${plan.id}` },
      }),
    ]);
    await net.tx((ctx) => commands.cancelMeeting(ctx, plan.id), boss());
    const feed = await get('/es/meetings.ics');
    expect(feed.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const entry = readCalendar(feed.body).events.find((e) => e.uid === `${plan.id}@porchlight`)!;
    expect(entry).toMatchObject({ status: 'CANCELLED', sequence: 1 });
  });
});

describe('at the doors', () => {
  it('one person at two doors is here once, and the second door hears when and where', async () => {
    const { id } = await planned();
    const own = (await coming(id, members[0]!)) as OwnMeeting;
    const first = await checkIn(id, { code: `https://line.test/m/${own.code}` }, 2);
    expect(first).toMatchObject({ result: 'here', count: 1, guest: { door: 2, member: true } });
    net.clock.advance(3);
    const second = await checkIn(id, { code: own.code! }, 4);
    expect(second).toMatchObject({ result: 'already', count: 1, guest: { door: 2 } });
    expect(second.guest.arrivedAt).toEqual(first.guest.arrivedAt);
  });

  it('160 people at four doors are 160, however often and from however many doors they are sent', async () => {
    const { id } = await planned({ capacity: null });
    const guests = Array.from({ length: 160 }, () => newId());
    await net.tx((ctx) =>
      store.insertGuests(
        ctx,
        guests.map((guest) => ({
          ...{ id: guest, meetingId: id, personId: null, arrivedAt: null, door: null, saidAt: ctx.now },
          codeKey: commands.codeKey(ctx, commands.guestCode(ctx, guest)),
        })),
      ),
    );
    const results = { here: 0, already: 0 };
    const door = async (n: number) => {
      // Each door has a queue of its own; every fourth person stands at two.
      for (const [i, guest] of guests.entries()) {
        if (i % 4 !== n && !(i % 16 === 0 && n === 1)) continue;
        results[(await checkIn(id, { guestId: guest }, n + 1)).result]++;
      }
    };
    await Promise.all([0, 1, 2, 3].map(door));
    expect(results).toEqual({ here: 160, already: 10 });
    expect((await read(id)).came).toBe(160);
  }, 60_000);

  it('takes what a door kept without a line at the time it happened, and counts it once', async () => {
    const { id } = await planned();
    const own = await coming(id, members[1]!);
    const came = net.clock.now();
    net.clock.advance(40);
    expect(await checkIn(id, { code: own.code! }, 1, came)).toMatchObject({ guest: { arrivedAt: came } });
    expect(await checkIn(id, { code: own.code! }, 1, came)).toMatchObject({ result: 'already', count: 1 });
    // A phone whose clock is ahead: nobody comes in the future.
    const other = await coming(id, members[2]!);
    const ahead = await checkIn(id, { code: other.code! }, 1, plusMinutes(net.clock.now(), 600));
    expect(ahead.guest.arrivedAt).toEqual(net.clock.now());
  });

  it('refuses codes of other meetings, nonsense, closed doors, and who keeps none', async () => {
    const [one, two] = [await planned(), await planned()];
    const own = await coming(one.id, members[3]!);
    expect(await status(checkIn(two.id, { code: own.code! }, 1))).toBe(409);
    expect(await status(checkIn(one.id, { code: 'ZZZZ 2222' }, 1))).toBe(404);
    expect(await status(checkIn(one.id, { guestId: newId() }, 1))).toBe(404);
    const far = await planned({
      startsAt: plusMinutes(net.clock.now(), 600),
      endsAt: plusMinutes(net.clock.now(), 700),
    });
    const early = await coming(far.id, members[3]!);
    expect(await status(checkIn(far.id, { code: early.code! }, 1))).toBe(422);
    const stranger = net.actor([], members[4]!.id);
    const keeps = () => status(net.tx((ctx) => commands.guestsOf(ctx, one.id), stranger));
    expect(await keeps()).toBe(403);
    await net.tx((ctx) => commands.setHelper(ctx, one.id, members[4]!.id, true), boss());
    expect(await keeps()).toBe(200);
    await net.tx((ctx) => commands.setHelper(ctx, one.id, members[4]!.id, false), boss());
    expect(await keeps()).toBe(403);
  });

  it('shows the quorum live: active members who are here', async () => {
    const { id } = await planned();
    for (const member of members.slice(5, 8)) {
      const own = await coming(id, member);
      await checkIn(id, { code: own.code! }, 1);
    }
    const door = { door: 1, at: net.clock.now(), language: 'es', name: 'Luz', contact: '', wants: [] };
    await net.tx((ctx) => commands.signUp(ctx, id, { ...door, id: newId() }), boss());
    const screen = await net.tx((ctx) => commands.readScreen(ctx, id, 'https://line.test'), boss());
    expect(screen).toMatchObject({ came: 4, members: 3, needed: 3 });
    expect(JSON.stringify(screen)).not.toMatch(/Luz|callSign/);
  });

  it('tells the rooms that count attendance whose it is', async () => {
    const { id } = await planned();
    const own = await coming(id, members[9]!);
    await checkIn(id, { code: own.code! }, 1);
    await checkIn(id, { code: own.code! }, 2);
    const events = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('events')
        .select(['subject', 'data'])
        .where('kind', '=', 'meeting.attended')
        .execute(),
    );
    const mine = events.filter((e) => e.subject === members[9]!.id);
    expect(mine).toEqual([{ subject: members[9]!.id, data: { person: members[9]!.id, meeting: id } }]);
  });
});

describe('by their own phone', () => {
  const codeNow = (id: string) => net.tx(async (ctx) => commands.doorCode(ctx, id, windowOf(ctx.now)));

  it('checks in by the code on the screen, which holds for minutes only', async () => {
    const { id } = await planned();
    const code = await codeNow(id);
    net.clock.advance(5);
    expect((await get(`/en/m/${code}`)).statusCode).toBe(200);
    const form = { id: newId(), name: 'Noor' };
    const own = (await post(`/en/m/${code}`, form)).headers.location!;
    expect(own).toMatch(/^\/en\/m\/[2-9A-Z]{8}\?done=here$/);
    // The form sent twice is one arrival.
    expect((await post(`/en/m/${code}`, form)).headers.location).toBe(own);
    expect((await read(id)).came).toBe(1);
    net.clock.advance(10);
    expect((await get(`/en/m/${code}`)).statusCode).toBe(404);
    expect((await post(`/en/m/${code}`, { id: newId() })).statusCode).toBe(404);
    const member = net.actor([], members[10]!.id);
    const fresh = await codeNow(id);
    const here = () => net.tx((ctx) => commands.checkMeIn(ctx, fresh), member);
    expect((await here()).arrivedAt).toBe((await here()).arrivedAt);
    expect(await status(net.tx((ctx) => commands.checkMeIn(ctx, code), member))).toBe(422);
    expect((await read(id)).came).toBe(2);
  });

  it('takes an action once, and asks to join', async () => {
    const { id, items } = await planned();
    const actionId = newId();
    const action = { itemId: items[1]!.id, words: 'Call the library', ownerId: null, ownerName: null };
    await net.tx(
      (ctx) => commands.saveAction(ctx, id, { ...action, id: actionId, dueOn: '2026-12-24' }),
      boss(),
    );
    const code = await codeNow(id);
    const arrive = async (name: string) =>
      (await post(`/en/m/${code}`, { id: newId(), name })).headers.location!.split('?')[0]!;
    const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
    const take = async (own: string, shown: string) =>
      (await post(own, { act: 'take', action: actionId, shown })).headers.location!;
    expect(await take(ana, '1')).toMatch(/done=taken/);
    expect(await take(ana, '1')).toMatch(/done=taken/);
    expect(await take(ben, '1')).toMatch(/done=gone/);
    expect((await post(ben, { act: 'take', action: 'nonsense' })).statusCode).toBe(404);
    const screen = await net.tx((ctx) => commands.readScreen(ctx, id, 'https://line.test'), boss());
    expect(screen.actions).toEqual([{ id: actionId, words: 'Call the library', owner: 'Ana', taken: true }]);
    expect((await post(ben, { act: 'join' })).statusCode).toBe(400);
    const joined = await post(ben, { act: 'join', contact: 'ben@example.org', 'want-observer': '1' });
    expect(joined.headers.location).toMatch(/done=joined/);
    const [newest] = await net.tx((ctx) =>
      ctx.tx.selectFrom('applications').select(['source', 'wants']).orderBy('at', 'desc').limit(1).execute(),
    );
    expect(newest).toEqual({ source: 'meeting', wants: ['observer'] });
  });

  it('who types a member’s number is not taken for the member', async () => {
    const { id } = await planned();
    const number = '+19175550177';
    await net.tx((ctx) =>
      addAddresses(ctx, [{ id: newId(), personId: members[11]!.id, kind: 'sms', address: number, rank: 1 }]),
    );
    const done = await post(`/en/meetings/${id}`, { id: newId(), contact: number });
    await post(`/en/m/${await codeNow(id)}`, {
      id: newId(),
      code: done.headers.location!.split('/').at(-1)!,
    });
    expect(await read(id)).toMatchObject({ came: 1, membersCame: 0 });
  });
});
