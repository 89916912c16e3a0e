import { describe, expect, it } from 'vitest';
import { networkThatLearns, status } from '../../../test/learning.ts';
import type { Neighbour } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import * as commands from './commands.ts';
import type { Coming } from './contract.ts';
import { qrText } from './rules.ts';
import * as store from './store.ts';

const { net, crowd, trainer, session, at, comes, close } = await networkThatLearns();

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
});
