import { beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { chapters, feature as places } from '../places/index.ts';
import { feature as playbooks } from '../playbooks/index.ts';
import { removePerson } from './commands.ts';
import * as people from './index.ts';

const day = 24 * 60;
const [member, ally, later] = [newId(), newId(), newId()];
const noHold = { isHeld: async () => false, mustBeFree: async () => {} };

let net: TestNetwork;
let chapterId: string;

const log = (id: string) =>
  net.tx(async (ctx) =>
    (
      await ctx.tx
        .selectFrom('person_states')
        .select(['state', 'at'])
        .where('person_id', '=', id)
        .orderBy('seq')
        .execute()
    ).map((r) => r.state),
  );
const counts = (from: string, to: string) => net.tx((ctx) => people.dayCounts(ctx, { from, to }));

beforeAll(async () => {
  // Noon in New York, so that a day of the network is the day of the test.
  net = await testNetwork({ at: new Date('2026-11-23T17:00:00Z') });
  chapterId = await net.tx(async (ctx) => {
    const world = { random: () => 0, id: newId, at: ctx.now, volunteers: 0 };
    for (const { seed } of [playbooks, places]) await seed!(ctx, world);
    return (await chapters(ctx))[0]!.id;
  });
});

const add = (id: string, roles: string[]) =>
  net.tx((ctx) => people.addPeople(ctx, [{ id, chapterId, homeCell: '', roles, state: 'applied' }]));

it('writes each state that somebody comes to once, with the act', async () => {
  await add(member, []);
  await add(member, []);
  await add(ally, ['ally']);
  expect(await log(member)).toEqual(['applied']);
  net.clock.advance(day);
  const move = (ids: string[], to: people.State, from: people.State[]) =>
    net.tx((ctx) => people.moveTo(ctx, ids, to, from));
  expect(await move([member, ally, newId()], 'trained', ['applied'])).toHaveLength(2);
  expect(await move([member], 'trained', ['applied', 'trained'])).toEqual([]);
  expect(await move([member], 'active', ['met'])).toEqual([]);
  net.clock.advance(2 * day);
  await move([member], 'met', ['trained']);
  await move([member], 'active', ['met']);
  expect(await log(member)).toEqual(['applied', 'trained', 'met', 'active']);
});

it('counts who stood where at the end of a day, and who came', async () => {
  await add(later, []);
  const of = (rows: people.DayCount[], kind: string, state: string) =>
    rows
      .filter((r) => r.kind === kind && r.state === state)
      .map(({ day, stood, came }) => [day, stood, came]);
  const all = await counts('2026-11-23', '2026-11-26');
  expect(of(all, 'member', 'applied')).toEqual([
    ['2026-11-23', 1, 1],
    ['2026-11-24', 0, 0],
    ['2026-11-25', 0, 0],
    ['2026-11-26', 1, 1],
  ]);
  expect(of(all, 'ally', 'trained')).toEqual([
    ['2026-11-23', 0, 0],
    ['2026-11-24', 1, 1],
    ['2026-11-25', 1, 0],
    ['2026-11-26', 1, 0],
  ]);
  expect(of(all, 'member', 'active').at(-1)).toEqual(['2026-11-26', 1, 1]);
  expect(await counts('2026-11-25', '2026-11-26')).toEqual(all.filter((r) => r.day >= '2026-11-25'));
  const standing = await net.tx((ctx) => people.standings(ctx));
  expect(standing.map(({ kind, state, count }) => [kind, state, count]).sort()).toEqual([
    ['ally', 'trained', 1],
    ['member', 'active', 1],
    ['member', 'applied', 1],
  ]);
});

it('keeps of who has left that they left, and the counts stay', async () => {
  const before = await counts('2026-11-24', '2026-11-26');
  net.clock.advance(day);
  await net.tx((ctx) => removePerson(ctx, member, noHold), net.actor('admin'));
  expect((await log(member)).at(-1)).toBe('left');
  await net.tx((ctx) => people.forgetStatesOfLeft(ctx, new Date(ctx.now.getTime() + 1)));
  expect(await log(member)).toEqual(['left']);
  expect(await log(ally)).toEqual(['applied', 'trained']);
  const after = await counts('2026-11-27', '2026-11-27');
  expect(after.filter((r) => r.stood > 0).map(({ kind, state, stood }) => [kind, state, stood])).toEqual(
    expect.arrayContaining([
      ['member', 'applied', 1],
      ['member', 'left', 1],
      ['ally', 'trained', 1],
    ]),
  );
  expect(before.length).toBeGreaterThan(0);
});
