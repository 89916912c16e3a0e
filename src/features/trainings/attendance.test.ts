import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { type Neighbour, settlePeople } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { dayAt, minuteAt } from '../../platform/wall.ts';
import { chapters } from '../places/index.ts';
import * as commands from './commands.ts';
import type { Coming, Plan } from './contract.ts';
import { codeOf, happenedAt, modulesOf, qrText, readCode, readList } from './rules.ts';
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
  net = await testNetwork({ volunteers: 40 });
  crowd = await settlePeople(net, 50);
  chapterId = (await net.tx(chapters))[0]!.id;
});

const rights = modulesOf('rights').map(({ id }) => id);
const trainer = () => net.actor('trainer');

/** A session an hour from now, with these people registered. */
async function session(people: Neighbour[], more: Partial<Plan> = {}) {
  const id = newId();
  const zone = net.network.timeZone;
  const day = dayAt(net.clock.now(), zone);
  const startMinute = minuteAt(net.clock.now(), zone) + 60;
  await net.tx((ctx) => {
    const asked: Plan = {
      ...{ ids: [id], everyWeeks: 1, course: 'rights', modules: rights, chapterId, form: 'place' },
      ...{ place: '12 Elm Street', link: null, capacity: 300, languages: ['en'], access: [] },
      ...{ trainers: [], day, startMinute, lengthMinutes: 120, ...more },
    };
    return commands.planSessions(ctx, asked);
  }, trainer());
  const rows: store.RegistrationRow[] = [];
  for (const who of people)
    rows.push(
      await net.tx((ctx) =>
        commands.register(ctx, { id: newId(), sessionId: id, personId: who.id, language: 'en', needs: [] }),
      ),
    );
  return { id, rows };
}

const at = () => net.clock.now().toISOString();
const comes = (id: string, who: object, actor = trainer()) =>
  net.tx((ctx) => commands.checkIn(ctx, id, { id: newId(), at: at(), ...who }), actor);
const close = (id: string) => net.tx((ctx) => commands.closeSession(ctx, id), trainer());
const partsOf = async (who: Neighbour) =>
  (await net.tx((ctx) => store.selectCredits(ctx, [who.id]))).map((c) => c.part).sort();

describe('a code', () => {
  it('is read as it is scanned, said or typed, and nothing else is one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 32 }), (hash) => {
        const code = codeOf(hash);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
        for (const said of [
          code,
          qrText(code),
          ` ${code.toLowerCase()} `,
          `${code.slice(0, 4)}-${code.slice(4)}`,
        ])
          expect(readCode(said)).toBe(code);
        expect(readCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
      }),
    );
    for (const no of [
      '',
      'TRAINING:',
      '1234567',
      '123456789',
      'UUUUUUUU',
      'https://x.test/1234',
      '一二三四五六七八',
    ])
      expect(readCode(no)).toBeNull();
  });

  it('never fails, whatever is scanned', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readCode(text)));
  });
});

it('believes a phone’s clock within what can be', () => {
  const time = (hour: number) => new Date(Date.UTC(2026, 10, 30, hour));
  const [starts, now] = [time(18), time(20)];
  expect([19, 3, 23].map((h) => happenedAt(time(h), starts, now))).toEqual([time(19), time(17), now]);
});

describe('at the door', () => {
  it('one person is in once, and the second door-keeper hears since when and by whom', async () => {
    const { id, rows } = await session(crowd.slice(0, 3));
    const [door1, door2] = [net.actor('trainer', crowd[20]!.id), net.actor('trainer', crowd[21]!.id)];
    const { code } = rows[0]!;
    const first = await comes(id, { code: qrText(code) }, door1);
    expect(first).toMatchObject({ already: false, by: crowd[20]!.callSign });
    net.clock.advance(2);
    const second = await comes(id, { personId: crowd[0]!.id }, door2);
    expect(second).toEqual({ ...first, already: true });
    const both = await Promise.all(
      Array.from({ length: 8 }, (_, n) => comes(id, { personId: crowd[1]!.id }, n % 2 ? door1 : door2)),
    );
    expect(both.filter((one) => !one.already)).toHaveLength(1);
    expect(new Set(both.map((one) => one.cameAt)).size).toBe(1);
  });

  it('twenty people at four doors, each at two of them at once, are twenty', async () => {
    const { id, rows } = await session(crowd.slice(30));
    const codes = rows.map((r) => r.code);
    const doors = [0, 1, 2, 3].map((door) => codes.filter((_, n) => n % 4 === door || (n + 1) % 4 === door));
    const answers = await Promise.all(
      doors.map(async (queue) => {
        const said: { already: boolean }[] = [];
        for (const code of queue) said.push(await comes(id, { code }));
        return said;
      }),
    );
    expect(answers.flat().filter((one) => !one.already)).toHaveLength(20);
    expect(answers.flat()).toHaveLength(40);
    expect(await net.tx((ctx) => store.selectAttendances(ctx, id))).toHaveLength(20);
  });

  it('the same act again is the same answer', async () => {
    const { id } = await session([]);
    const act = { id: newId(), at: at(), personId: crowd[4]!.id };
    const once = () => net.tx((ctx) => commands.checkIn(ctx, id, act), trainer());
    expect(await once()).toEqual(await once());
    expect((await once()).already).toBe(false);
  });

  it('lets in who walked in, and knows who nobody is', async () => {
    const { id } = await session([]);
    expect((await comes(id, { personId: crowd[5]!.id })).name).toBe(crowd[5]!.callSign);
    const { items } = await net.tx((ctx) => commands.readRoster(ctx, id), trainer());
    expect(items).toMatchObject([{ personId: crowd[5]!.id, state: null, code: null }]);
    expect(await status(comes(id, { personId: newId() }))).toBe(404);
    const act = { id: newId(), name: 'Sparrow', reach: '+1 917 555 0177' };
    const stranger = await comes(id, act);
    expect(stranger).toMatchObject({ name: 'Sparrow', already: false });
    // Sent again by a phone that heard no answer, and by another door: the same person.
    expect(await comes(id, act)).toEqual(stranger);
    const other = await comes(id, { name: 'Sparrow', reach: '(917) 555-0177' });
    expect([other.personId, other.already]).toEqual([stranger.personId, true]);
    expect(await status(comes(id, { code: '00000000' }))).toBe(404);
    expect(await status(comes(id, {}))).toBe(400);
  });

  it('is kept by who teaches and by nobody else', async () => {
    const helper = crowd[22]!;
    const { id } = await session([crowd[6]!], { trainers: [{ personId: helper.id, part: 'apprentice' }] });
    expect(await status(comes(id, { personId: crowd[6]!.id }, net.actor([], crowd[7]!.id)))).toBe(404);
    expect(await status(comes(id, { personId: crowd[6]!.id }, net.actor('dispatcher')))).toBe(404);
    expect(await status(comes(id, { personId: crowd[6]!.id }, net.actor([], helper.id)))).toBe(200);
    const { doors } = await net.tx((ctx) => commands.listOwn(ctx), net.actor([], helper.id));
    expect(doors.map((d) => d.id)).toContain(id);
  });
});

describe('a list', () => {
  const list = (id: string, items: Coming[], actor = trainer()) =>
    net.tx((ctx) => commands.checkInAll(ctx, id, items), actor);
  const line = (who: object) => ({ id: newId(), at: at(), ...who });

  it('is checked in at once, and one line that is nobody’s keeps nobody else out', async () => {
    const { id, rows } = await session(crowd.slice(0, 3));
    const door = net.actor('trainer', crowd[20]!.id);
    const items = [
      line({ code: rows[0]!.code }),
      line({ personId: crowd[1]!.id }),
      line({ code: '00000000' }),
      line({ personId: crowd[5]!.id }),
      line({ name: 'Wren', reach: '+1 917 555 0178' }),
      line({ personId: newId() }),
      line({ personId: crowd[1]!.id }),
      line({}),
    ];
    const said = await list(id, items, door);
    expect(said.map((one) => ('status' in one ? one.status : one.already))).toEqual([
      false,
      false,
      404,
      false,
      false,
      404,
      true,
      400,
    ]);
    expect(said[4]).toMatchObject({ name: 'Wren', by: crowd[20]!.callSign });
    expect(said[6]).toEqual({ ...said[1], already: true });
    const { items: there } = await net.tx((ctx) => commands.readRoster(ctx, id), trainer());
    expect(there.filter((one) => one.cameAt)).toHaveLength(4);
    // Sent again by a phone that heard no answer: the same answers, also once the session is closed.
    expect(await list(id, items, door)).toEqual(said);
    net.clock.advance(200);
    await close(id);
    expect(await list(id, items, door)).toEqual(said);
    const late = await list(id, [line({ name: 'Late' }), line({ personId: crowd[2]!.id })]);
    expect(late.map((one) => 'status' in one && one.status)).toEqual([409, 409]);
    expect(await status(list(id, items, net.actor('dispatcher')))).toBe(404);
  });

  it('sent by two doors at once is each person once', async () => {
    const { id } = await session(crowd.slice(30));
    const sheet = () => crowd.slice(30).map((who) => line({ personId: who.id }));
    const said = (await Promise.all([list(id, sheet()), list(id, sheet().reverse())])).flat();
    expect(said.filter((one) => !('status' in one) && !one.already)).toHaveLength(20);
    expect(await net.tx((ctx) => store.selectAttendances(ctx, id))).toHaveLength(20);
  });

  it('goes in by its route, with the reason of each that could not be taken', async () => {
    const { id } = await session([crowd[0]!]);
    const keeper = crowd[24]!;
    await net.tx((ctx) =>
      ctx.tx
        .insertInto('session_trainers')
        .values({ network_id: ctx.network.id, session_id: id, person_id: keeper.id, part: 'lead' })
        .execute(),
    );
    const post = async (items: object[], headers?: Record<string, string>) =>
      net.app.inject({
        method: 'POST',
        url: `/api/v1/doors/trainings/${id}/list`,
        payload: { items },
        ...(headers && { headers }),
      });
    const items = [line({ personId: crowd[0]!.id }), line({ code: 'nobody’s' })];
    expect((await post(items)).statusCode).toBe(401);
    const keeping = await net.signIn([], keeper.id, 'field');
    expect((await post([], keeping)).statusCode).toBe(400);
    expect((await post(items, await net.signIn([], crowd[23]!.id, 'field'))).statusCode).toBe(404);
    const answer = await post(items, keeping);
    expect(answer.statusCode).toBe(200);
    expect(answer.json().items).toMatchObject([
      { id: items[0]!.id, checkedIn: { personId: crowd[0]!.id, already: false }, problem: null },
      { id: items[1]!.id, checkedIn: null, problem: { status: 404, title: 'Not found' } },
    ]);
  });

  it('gives seats in its order, then places on the waiting list, and nobody two', async () => {
    const { id } = await session([crowd[0]!], { capacity: 3 });
    const register = (people: Neighbour[]) =>
      net.tx((ctx) =>
        commands.registerAll(
          ctx,
          id,
          people.map((who) => ({ id: newId(), personId: who.id, language: 'es', needs: [] })),
        ),
      );
    const people = [crowd[1]!, crowd[0]!, crowd[2]!, crowd[1]!, crowd[3]!, crowd[4]!];
    const rows = await register(people);
    expect(rows.map((r) => r.personId)).toEqual(people.map((who) => who.id));
    const states = ['confirmed', 'confirmed', 'confirmed', 'confirmed', 'waiting', 'waiting'];
    expect(rows.map((r) => r.state)).toEqual(states);
    expect(await register(people)).toEqual(rows);
    await net.tx((ctx) => commands.cancelRegistration(ctx, rows[0]!));
    // So near its beginning nobody is moved up by themself: the seat is whoever's who asks.
    const again = await register([crowd[1]!, crowd[3]!]);
    expect(again.map((r) => [r.id, r.state])).toEqual([
      [rows[0]!.id, 'confirmed'],
      [rows[4]!.id, 'waiting'],
    ]);
    net.clock.advance(120);
    expect(await status(register([crowd[5]!]))).toBe(409);
    expect(await status(register([crowd[1]!]))).toBe(200);
  });

  it('on paper means whom a person would read', () => {
    const roster = [
      { personId: '1', name: 'Wren', callSign: 'amber-1', code: 'ABCD1234', cameAt: null },
      { personId: '2', name: 'María  José', callSign: 'blue-2', code: null, cameAt: at() },
      { personId: '3', name: 'Kim', callSign: 'red-3', code: null, cameAt: null },
      { personId: '4', name: 'kim', callSign: 'red-4', code: null, cameAt: null },
    ];
    const text =
      '1. wren\r\n\n 2)  maría josé \n☑ Kim\n- RED-4\nABCD-1234\nSomebody Else\nsomebody else\n007';
    expect(readList(text, roster)).toEqual([
      { text: 'wren', is: 'coming', personId: '1' },
      { text: 'maría josé', is: 'here', personId: '2' },
      { text: 'Kim', is: 'several' },
      { text: 'RED-4', is: 'coming', personId: '4' },
      { text: 'Somebody Else', is: 'new' },
      { text: '007', is: 'new' },
    ]);
    expect(readList(' \n', roster)).toEqual([]);
  });
});

describe('when a session is closed', () => {
  it('who took part is credited, who left at half is not, and no-shows are learnt', async () => {
    const [stays, leaves, missing, walksIn] = crowd.slice(8, 12) as [
      Neighbour,
      Neighbour,
      Neighbour,
      Neighbour,
    ];
    const { id } = await session([stays, leaves, missing]);
    expect(await status(close(id))).toBe(422);
    net.clock.advance(60);
    for (const who of [stays, leaves, walksIn]) await comes(id, { personId: who.id });
    net.clock.advance(60);
    await net.tx((ctx) => commands.checkOut(ctx, id, { personId: leaves.id, at: at() }), trainer());
    net.clock.advance(60);
    const closed = await close(id);
    expect(closed).toMatchObject({ state: 'closed', expected: 3, came: 2 });
    expect(await close(id)).toEqual(closed);
    expect(await partsOf(stays)).toEqual([...rights].sort());
    expect(await partsOf(walksIn)).toEqual([...rights].sort());
    expect([await partsOf(leaves), await partsOf(missing)]).toEqual([[], []]);
    await net.settle();
    const purposes = (who: Neighbour) =>
      net.tx((ctx) =>
        ctx.tx
          .selectFrom('messages')
          .select('purpose')
          .where('network_id', '=', ctx.network.id)
          .where('person_id', '=', who.id)
          .orderBy('id', 'desc')
          .executeTakeFirst(),
      );
    expect((await purposes(stays))?.purpose).toBe('training_thanks');
    expect((await purposes(missing))?.purpose).toBe('training_missed');
    expect(await status(comes(id, { personId: missing.id }))).toBe(409);
  });

  it('is closed by itself a day later, where somebody was checked in', async () => {
    const { id } = await session([crowd[13]!]);
    const empty = await session([crowd[14]!]);
    await comes(id, { personId: crowd[13]!.id });
    net.clock.advance(30 * 60);
    await net.tx(commands.closeForgotten);
    const state = async (one: string) => (await net.tx((ctx) => store.selectSession(ctx, one)))!.state;
    expect([await state(id), await state(empty.id)]).toEqual(['closed', 'planned']);
  });

  it('offers a session with what was missed of a course that was begun', async () => {
    const who = crowd[15]!;
    const half = await session([who], { modules: rights.slice(0, 2) });
    await comes(half.id, { personId: who.id });
    net.clock.advance(200);
    await close(half.id);
    const other = await session([], { modules: rights.slice(2) });
    const same = await session([], { modules: rights.slice(0, 1) });
    const { items } = await net.tx((ctx) => commands.listOwn(ctx), net.actor([], who.id));
    const offered = (id: string) => items.find((s) => s.id === id)!.isMakeUp;
    expect([offered(other.id), offered(same.id)]).toEqual([true, false]);
  });
});

describe('what people thought', () => {
  it('is told once, by who was there, and shows no name', async () => {
    const [came, stayedAway] = [crowd[16]!, crowd[17]!];
    const { id, rows } = await session([came, stayedAway]);
    await comes(id, { personId: came.id });
    const say = (n: number, rating: number) =>
      net.tx((ctx) => commands.giveFeedback(ctx, rows[n]!, { rating, words: 'More practice, please.' }));
    expect(await status(say(1, 1))).toBe(422);
    await say(0, 5);
    await say(0, 1);
    const { feedback } = await net.tx((ctx) => commands.readRoster(ctx, id), trainer());
    expect(feedback).toEqual({ counts: [0, 0, 0, 0, 1], words: ['More practice, please.'] });
    const kept = await net.tx((ctx) =>
      ctx.tx.selectFrom('session_feedback').selectAll().where('session_id', '=', id).execute(),
    );
    expect(JSON.stringify(kept)).not.toContain(came.id);
  });
});

it('leaves nothing of who left the network, and their seat goes on', async () => {
  const [leaver, next] = [crowd[18]!, crowd[19]!];
  const { id } = await session([leaver, next], { capacity: 1, day: '2027-02-01' });
  await net.tx((ctx) => commands.leaveTrainings(ctx, leaver.id));
  const { items } = await net.tx((ctx) => commands.readRoster(ctx, id), trainer());
  expect(items).toMatchObject([{ personId: next.id, state: 'confirmed' }]);
});

it('forgets who registered and who came when their time is over', async () => {
  const { id, rows } = await session([crowd[23]!]);
  await comes(id, { personId: crowd[23]!.id });
  const gone = await net.tx((ctx) => store.deleteRegistrations(ctx, [rows[0]!.id]));
  expect(gone).toBe(1);
  expect(await net.tx((ctx) => store.selectAttendances(ctx, id))).toEqual([]);
});

describe('who teaches a session', () => {
  it('credits what its people had learnt before, and nobody else’s', async () => {
    const [teacher, learner, stays, came, outside] = crowd.slice(30, 35) as [
      Neighbour,
      Neighbour,
      Neighbour,
      Neighbour,
      Neighbour,
    ];
    const trainers = [
      { personId: teacher.id, part: 'lead' as const },
      { personId: learner.id, part: 'apprentice' as const },
    ];
    const { id, rows } = await session([stays, teacher], { trainers });
    await comes(id, { personId: came.id });
    const sent = (personId: string, by: Record<string, string>, on = id) =>
      net.app
        .inject({
          ...{ method: 'POST', url: `/api/v1/trainings/sessions/${on}/prior`, headers: by },
          payload: {
            ...{ id: newId(), personId, course: 'firstaid', parts: ['bleeding'] },
            reason: 'Saw the card of the Red Cross course of May',
          },
        })
        .then((answer) => answer.statusCode);
    const lead = await net.signIn(['trainer'], teacher.id);
    const apprentice = await net.signIn(['trainer'], learner.id, 'field');
    expect(await sent(stays.id, {})).toBe(401);
    expect([
      ...[await sent(stays.id, lead), await sent(came.id, lead)],
      // Not from this session, oneself, of another's session, as an apprentice.
      ...[await sent(outside.id, lead), await sent(teacher.id, lead)],
      ...[await sent(stays.id, lead, (await session([stays])).id), await sent(stays.id, apprentice)],
    ]).toEqual([200, 200, 404, 403, 404, 404]);
    const credited = async (who: Neighbour) => (await partsOf(who)).includes('bleeding');
    expect(await Promise.all([stays, came, outside, teacher].map(credited))).toEqual([
      ...[true, true],
      ...[false, false],
    ]);
    await net.tx((ctx) => commands.cancelRegistration(ctx, rows[0]!));
    expect(await sent(stays.id, lead)).toBe(404);
  });
});
