import { beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { plusMinutes } from '../../platform/clock.ts';
import { newId } from '../../platform/id.ts';
import { Problem } from '../../platform/problem.ts';
import { type Person, peopleByRole } from '../people/index.ts';
import * as commands from './commands.ts';
import type { Coming } from './contract.ts';

let net: TestNetwork;
let members: Person[];
let coordinator: string;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 60, settings: { url: 'https://line.test' } });
  await net.tx(async (ctx) => {
    members = await peopleByRole(ctx, 'observer', 12);
    coordinator = (await peopleByRole(ctx, 'coordinator', 1))[0]!.id;
  });
});

const boss = () => net.actor('coordinator', coordinator);

async function evening(): Promise<string> {
  const startsAt = plusMinutes(net.clock.now(), 130);
  const id = newId();
  await net.tx(
    (ctx) =>
      commands.saveMeeting(ctx, {
        ...{ id, chapterId: null, audience: 'public', press: 'open', languages: ['en'], interpreted: [] },
        ...{
          startsAt,
          endsAt: plusMinutes(startsAt, 120),
          capacity: null,
          doors: 4,
          quorum: null,
          items: [],
        },
        details: { title: 'Evening', about: '', place: 'Library', link: null, access: '', handouts: [] },
      }),
    boss(),
  );
  return id;
}

const coming = (id: string, person: Person) =>
  net.tx((ctx) => commands.answerMine(ctx, id, { coming: true, access: '' }), net.actor([], person.id));
const line = (by: Partial<Coming>, door = 1): Coming => ({
  ...{ id: newId(), at: net.clock.now().toISOString(), door },
  ...by,
});
const checkInAll = (id: string, list: Coming[]) =>
  net.tx((ctx) => commands.checkInAll(ctx, id, list), boss());
const told = (list: Awaited<ReturnType<typeof checkInAll>>) =>
  list.map((one) => (one instanceof Problem ? one.status : one.result));
const counts = async (id: string) => {
  const { came, membersCame } = await net.tx((ctx) => commands.readMeeting(ctx, id, ''), boss());
  return { came, membersCame };
};

it('takes what a phone kept as a list: each line is answered by itself, and sent again is the same', async () => {
  const [id, other] = [await evening(), await evening()];
  const codes = await Promise.all(members.slice(0, 3).map(async (m) => (await coming(id, m)).code!));
  const elsewhere = (await coming(other, members[3]!)).code!;
  const { guests } = await net.tx((ctx) => commands.guestsOf(ctx, id), boss());
  const listed = guests.find((g) => g.personId === members[2]!.id)!.id;
  const list = [
    line({ code: codes[0]! }),
    line({ code: codes[1]!.toLowerCase() }, 2),
    line({ guestId: listed, way: 'list' }),
    line({ code: codes[0]! }, 3),
    line({ code: elsewhere }),
    line({ code: 'ZZZZ 2222' }),
    line({ guestId: newId() }),
    line({ name: 'Luz', reach: 'luz@example.org', wants: ['other'] }),
    line({ name: 'Luz again', reach: 'LUZ@example.org' }),
    line({ name: 'Ben', reach: 'call me' }),
    line({ name: '' }),
    line({ code: codes[2]!, at: plusMinutes(net.clock.now(), -600).toISOString() }),
  ];
  const first = await checkInAll(id, list);
  expect(told(first)).toEqual([
    ...['here', 'here', 'here', 'already', 409, 404, 404, 'here', 'already', 400, 'here', 422],
  ]);
  expect(await counts(id)).toEqual({ came: 5, membersCame: 3 });
  const again = await checkInAll(id, list);
  expect(told(again)).toEqual(told(first).map((one) => (one === 'here' ? 'already' : one)));
  expect(await counts(id)).toEqual({ came: 5, membersCame: 3 });
  const attended = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('events')
      .select('subject')
      .where('network_id', '=', ctx.network.id)
      .where('kind', '=', 'meeting.attended')
      .execute(),
  );
  // Three members, and Luz, who asked to join.
  expect(attended).toHaveLength(4);
});

it('lets everybody in once where four doors send the same lists in other orders in the same instant', async () => {
  const id = await evening();
  const codes = await Promise.all(members.map(async (m) => (await coming(id, m)).code!));
  const strangers = Array.from({ length: 6 }, (_, n) => ({
    ...{
      id: newId(),
      name: `Guest ${n}`,
      reach: `door${n}@example.org`,
      wants: n % 2 ? [] : ['other' as const],
    },
  }));
  const all = [...codes.map((code) => ({ code })), ...strangers.map(({ id: _, ...one }) => one)];
  const answers = await Promise.all(
    [1, 2, 3, 4].map((door) => {
      const turned = [...all.slice(door * 4), ...all.slice(0, door * 4)];
      const list = (door % 2 ? turned : turned.toReversed()).map((one) => line(one, door));
      return checkInAll(id, list);
    }),
  );
  const results = answers.flatMap(told);
  expect(results.filter((one) => one === 'here')).toHaveLength(all.length);
  expect(results.filter((one) => one === 'already')).toHaveLength(3 * all.length);
  expect(await counts(id)).toEqual({ came: all.length, membersCame: members.length });
});

it('answers a list by the route as each line by itself, and refuses one that is none', async () => {
  const id = await evening();
  const { code } = await coming(id, members[0]!);
  const headers = await net.signIn(['operator']);
  const post = (items: unknown[], as = headers) =>
    net.app.inject({
      ...{ method: 'POST', url: `/api/v1/doors/meetings/${id}/list`, headers: as, payload: { items } },
    });
  const list = [line({ code: code! }), line({ code: 'ZZZZ 2222' })];
  const done = await post(list);
  expect(done.statusCode).toBe(200);
  expect(done.json().items).toMatchObject([
    { id: list[0]!.id, checkedIn: { result: 'here', guest: { name: members[0]!.callSign } }, problem: null },
    { id: list[1]!.id, checkedIn: null, problem: { status: 404 } },
  ]);
  expect((await post([])).statusCode).toBe(400);
  expect((await post(Array.from({ length: 201 }, () => line({ name: 'x' })))).statusCode).toBe(400);
  expect((await post(list, await net.signIn([], members[1]!.id))).statusCode).toBe(403);
});
