import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { type Neighbour, settlePeople } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { chapters } from '../places/index.ts';
import * as commands from './commands.ts';
import type { Plan } from './contract.ts';
import { fullness, modulesOf, seriesTimes, tookPart } from './rules.ts';
import * as store from './store.ts';

const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );

let net: TestNetwork;
let chapterId: string;
let crowd: Neighbour[];
beforeAll(async () => {
  net = await testNetwork({ volunteers: 40, settings: { url: 'https://hotline.test' } });
  crowd = await settlePeople(net, 40);
  chapterId = (await net.tx(chapters))[0]!.id;
});

const rights = modulesOf('rights').map(({ id }) => id);
const planOf = (more: Partial<Plan> = {}): Plan => ({
  ids: [newId()],
  everyWeeks: 1,
  ...{ course: 'rights', modules: rights, chapterId, form: 'place', place: '12 Elm Street', link: null },
  ...{ capacity: 4, languages: ['en'], access: ['step_free'], trainers: [] },
  ...{ day: '2026-11-30', startMinute: 18 * 60, lengthMinutes: 120 },
  ...more,
});
const trainer = () => net.actor('trainer');
const plan = async (more: Partial<Plan> = {}) =>
  (await net.tx((ctx) => commands.planSessions(ctx, planOf(more)), trainer()))[0]!;
const register = (sessionId: string, who: Neighbour, more: object = {}) =>
  net.tx((ctx) =>
    commands.register(ctx, {
      ...{ id: newId(), sessionId, personId: who.id, language: 'en', needs: [] },
      ...more,
    }),
  );
const roster = (id: string) => net.tx((ctx) => commands.readRoster(ctx, id), trainer());
const sent = async (who: Neighbour) => {
  await net.settle();
  const rows = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('messages')
      .select(['purpose', 'id', 'body'])
      .where('network_id', '=', ctx.network.id)
      .where('person_id', '=', who.id)
      .orderBy('id')
      .execute()
      .then((all) =>
        all.map((m) => ({
          purpose: m.purpose.replace('training_', ''),
          body: ctx.vault.decrypt<string>(m.body, { record: m.id, field: 'body' }),
        })),
      ),
  );
  return rows;
};
const until = async (moment: string) => {
  net.clock.advance((+new Date(moment) - +net.clock.now()) / 60_000);
  await net.tx(commands.remindTrainings);
  await net.tx(commands.promoteDue);
  await net.settle();
};

describe('how a session stands in a calendar', () => {
  const now = new Date('2026-11-26T18:00:00Z');
  const later = '2026-11-26T20:00:00Z';
  it.each([
    ['planned', later, 0, 'open'],
    ['planned', later, 16, 'open'],
    ['planned', later, 17, 'nearly full'],
    ['planned', later, 20, 'full'],
    // Somebody was let in over all that may be given.
    ['planned', later, 21, 'full'],
    ['planned', '2026-11-26T18:00:00Z', 20, 'to close'],
    ['closed', '2026-11-26T17:00:00Z', 20, 'closed'],
    ['cancelled', later, 20, 'cancelled'],
  ] as const)('%s, until %s, with %i of 20 seats given: %s', (state, endsAt, confirmed, word) => {
    expect(fullness({ state, endsAt, confirmed, offered: 20 }, now)).toBe(word);
  });
});

describe('a series', () => {
  it('keeps its hour on the wall over both changes of clocks', () => {
    const times = (day: string) =>
      seriesTimes({ day, startMinute: 18 * 60, lengthMinutes: 90, everyWeeks: 1 }, 2, 'America/New_York').map(
        (t) => [t.startsAt.toISOString(), t.endsAt.toISOString()],
      );
    expect(times('2026-10-29')).toEqual([
      ['2026-10-29T22:00:00.000Z', '2026-10-29T23:30:00.000Z'],
      ['2026-11-05T23:00:00.000Z', '2026-11-06T00:30:00.000Z'],
    ]);
    expect(times('2027-03-10')[1]).toEqual(['2027-03-17T22:00:00.000Z', '2027-03-17T23:30:00.000Z']);
  });

  it('is made in one go, once, and cancelled from one on', async () => {
    const ids = Array.from({ length: 6 }, newId);
    const asked = planOf({ ids, everyWeeks: 2, place: 'The library' });
    const make = () => net.tx((ctx) => commands.planSessions(ctx, asked), trainer());
    expect(await make()).toEqual(await make());
    const made = await make();
    expect(made.map((s) => s.id)).toEqual(ids);
    expect(new Set(made.map((s) => s.seriesId))).toEqual(new Set([ids[0]]));
    await register(ids[3]!, crowd[30]!);
    const off = await net.tx((ctx) => commands.cancelSession(ctx, ids[3]!, { following: true }), trainer());
    expect(off.map((s) => [s.id, s.state])).toEqual(ids.slice(3).map((id) => [id, 'cancelled']));
    expect((await sent(crowd[30]!)).map((m) => m.purpose)).toContain('cancelled');
    expect(await status(register(ids[3]!, crowd[31]!))).toBe(409);
  });

  it('is refused where something lacks', async () => {
    const refused = (more: Partial<Plan>, actor = trainer()) =>
      status(net.tx((ctx) => commands.planSessions(ctx, planOf(more)), actor));
    expect(await refused({ place: null })).toBe(422);
    expect(await refused({ form: 'online', link: 'http://x.test' })).toBe(422);
    expect(await refused({ modules: ['nothing'] })).toBe(422);
    expect(await refused({ day: '2026-11-01' })).toBe(422);
    expect(await refused({ chapterId: newId() })).toBe(404);
    expect(await refused({ trainers: [{ personId: newId(), part: 'lead' }] })).toBe(404);
    expect(await refused({}, net.actor('observer'))).toBe(403);
    const elsewhere = { ...trainer(), roles: [{ role: 'coordinator', chapterId: newId() }] };
    expect(await refused({}, elsewhere)).toBe(403);
  });
});

describe('seats', () => {
  it('are given to so many that too many come at most once in twenty, then there is a waiting list', async () => {
    const { id, offered } = await plan({ capacity: 8 });
    expect(offered).toBeGreaterThan(8);
    const states = [];
    for (const who of crowd.slice(0, offered + 2)) states.push((await register(id, who)).state);
    expect(states.filter((s) => s === 'confirmed')).toHaveLength(offered);
    expect(states.slice(-2)).toEqual(['waiting', 'waiting']);
    const told = (who: Neighbour) => sent(who).then((all) => all.map((m) => m.purpose));
    expect(await told(crowd[0]!)).toContain('confirmed');
    expect(await told(crowd[offered]!)).toContain('waiting');
  });

  it('are one for one person, whoever asks how often and at once', async () => {
    const { id } = await plan();
    const all = await Promise.all(Array.from({ length: 6 }, () => register(id, crowd[20]!)));
    expect(new Set(all.map((r) => r.id)).size).toBe(1);
    expect((await roster(id)).items).toHaveLength(1);
  });

  it('never go to more than are offered, however many ask at once', async () => {
    const { id, offered } = await plan({ capacity: 3 });
    await Promise.all(crowd.slice(0, 12).map((who) => register(id, who)));
    const { session } = await roster(id);
    expect([session.confirmed, session.waiting]).toEqual([offered, 12 - offered]);
  });

  it('that are given back go to who waits longest, who hears of it; and back again to the end', async () => {
    const { id, offered } = await plan({ capacity: 2 });
    const people = crowd.slice(0, offered + 2);
    const rows: store.RegistrationRow[] = [];
    for (const who of people) {
      rows.push(await register(id, who));
      net.clock.advance(1);
    }
    await net.tx((ctx) => commands.cancelRegistration(ctx, rows[0]!));
    const state = async (n: number) =>
      (await net.tx((ctx) => store.selectRegistration(ctx, rows[n]!.id)))!.state;
    expect([await state(0), await state(offered), await state(offered + 1)]).toEqual([
      ...['cancelled', 'confirmed', 'waiting'],
    ]);
    expect((await sent(people[offered]!)).map((m) => m.purpose).at(-1)).toBe('promoted');
    const again = await register(id, people[0]!);
    expect([again.id, again.state]).toEqual([rows[0]!.id, 'waiting']);
    // More chairs are more seats, at once.
    const { session } = await roster(id);
    const { course, modules, chapterId: c, ...rest } = planOf();
    await net.tx(
      (ctx) => commands.changeSession(ctx, id, { ...rest, place: session.place, capacity: 20 }),
      trainer(),
    );
    expect([await state(0), await state(offered + 1)]).toEqual(['confirmed', 'confirmed']);
  });
});

describe('who has a seat', () => {
  it('is reminded by day, told of another place, and given no link before the seat is theirs', async () => {
    const { id } = await plan({
      ...{ day: '2026-12-08', form: 'online', place: null, link: 'https://meet.test/room', capacity: 1 },
    });
    const [seated, waits] = [crowd[32]!, crowd[33]!];
    await register(id, seated, { name: 'Sparrow' });
    await register(id, waits);
    await net.settle();
    const first = (await sent(seated)).at(-1)!;
    expect(first.body).toContain('https://meet.test/room');
    expect(first.body).toContain('https://hotline.test/en/trainings/mine/');
    expect((await sent(waits)).at(-1)!.body).not.toContain('meet.test');
    const own = (who: Neighbour) =>
      net
        .tx((ctx) => commands.listOwn(ctx), net.actor('observer', who.id))
        .then(({ items }) => items.find((s) => s.id === id)!);
    expect((await own(seated)).link).toBe('https://meet.test/room');
    expect(await own(waits)).toMatchObject({ link: null, code: null, state: 'waiting' });
    const { ids: _, everyWeeks: __, course, modules, chapterId: ___, ...rest } = planOf();
    await net.tx(
      (ctx) => commands.changeSession(ctx, id, { ...rest, day: '2026-12-09', capacity: 1 }),
      trainer(),
    );
    expect((await sent(seated)).at(-1)!.body).toContain('12 Elm Street');
    await until('2026-12-08T23:05:00Z');
    await until('2026-12-09T21:05:00Z');
    await until('2026-12-09T22:30:00Z');
    expect((await sent(seated)).map((m) => m.purpose)).toEqual([
      ...['confirmed', 'changed', 'reminder', 'reminder'],
    ]);
    // An hour before, nobody gets a seat any more, and is told so.
    expect((await sent(waits)).map((m) => m.purpose)).toEqual(['waiting', 'changed', 'full']);
  });
});

it('counts who is there for three quarters of it', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 30, 18, minute));
  const session = { startsAt: at(0), endsAt: at(120) };
  const stay = (from: number, to: number | null) =>
    tookPart(session, { cameAt: at(from), leftAt: to === null ? null : at(to) });
  expect([stay(-20, null), stay(30, null), stay(31, null), stay(0, 90), stay(0, 89), stay(15, 100)]).toEqual([
    ...[true, true, false, true, false, false],
  ]);
});
