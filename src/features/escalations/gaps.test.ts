import { beforeAll, beforeEach, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { type Neighbour, onPhone, settlePeople, text } from '../../../test/village.ts';
import { plusMinutes } from '../../platform/clock.ts';
import { newId } from '../../platform/id.ts';
import { deliver } from '../channels/commands/deliver.ts';
import { stepDue, watchRota } from './commands.ts';
import { nameAlways } from './index.ts';

const hour = 60;
let net: TestNetwork;
/** Verifiers, who may take shifts as such; then one who coordinates, and one who is always there. */
let takers: Neighbour[];
let coordinator: Neighbour;
let always: Neighbour;
let read: Map<string, number>;

beforeAll(async () => {
  // Noon in New York: nobody is asleep.
  net = await testNetwork({ volunteers: 1, at: new Date('2026-11-23T17:00:00Z') });
  takers = await settlePeople(net, 8, { course: 'verifier' });
  [coordinator, always] = (await settlePeople(net, 2)) as [Neighbour, Neighbour];
  await net.signIn(['coordinator'], coordinator.id);
  await net.tx((ctx) => nameAlways(ctx, { id: newId(), personId: always.id }));
});

beforeEach(async () => {
  // Noon again, of the next day.
  const noon = Date.parse('2026-11-23T17:00:00Z');
  const day = 24 * hour * 60_000;
  net.clock.advance((day - ((net.clock.now().getTime() - noon) % day)) / 60_000);
  await net.tx(async (ctx) => {
    const own = ctx.network.id;
    await ctx.tx.deleteFrom('escalation_pages').where('network_id', '=', own).execute();
    await ctx.tx.deleteFrom('escalations').where('network_id', '=', own).execute();
    await ctx.tx.updateTable('shifts').set({ state: 'off' }).where('network_id', '=', own).execute();
    await ctx.tx
      .updateTable('rota_slots')
      .set({ state: 'cancelled' })
      .where('network_id', '=', own)
      .execute();
  });
  await net.settle();
  read = new Map();
  for (const who of everyone()) read.set(who.id, (await heard(who)).length);
});

const everyone = () => [...takers, coordinator, always];
const heard = async (who: Neighbour) =>
  (await onPhone(net, who.phone)).filter((m) => m.from === 'network').map((m) => m.body);

/** A published shift for one verifier, so many hours from now. */
async function short(inHours: number): Promise<string> {
  const id = newId();
  await net.tx(async (ctx) => {
    await ctx.tx
      .insertInto('rota_slots')
      .values({
        ...{ network_id: ctx.network.id, id, role: 'verifier', chapter_id: null, minimum: 1, wanted: 1 },
        ...{ languages: [], state: 'published' },
        starts_at: plusMinutes(ctx.now, inHours * hour),
        ends_at: plusMinutes(ctx.now, (inHours + 6) * hour),
      })
      .execute();
    await watchRota(ctx);
  });
  return id;
}

/** Minutes pass; who was written to meanwhile. */
async function pagedAfter(minutes: number): Promise<Neighbour[]> {
  net.clock.advance(minutes);
  await net.tx((ctx) => watchRota(ctx));
  while (await stepDue(net.services, net.network.id));
  while (await deliver(net.services, net.network.id));
  const paged: Neighbour[] = [];
  for (const who of everyone()) {
    const all = await heard(who);
    if (all.length > (read.get(who.id) ?? 0)) paged.push(who);
    read.set(who.id, all.length);
  }
  return paged;
}

const onBoard = async () => {
  const headers = await net.signIn(['dispatcher']);
  return (await net.app.inject({ url: '/api/v1/escalations', headers })).json().items;
};

it('asks five who could take it, then the others, then coordinators, then who is always there; once each', async () => {
  await short(40);
  const first = await pagedAfter(0);
  expect(first).toHaveLength(5);
  expect(first.every((who) => takers.includes(who))).toBe(true);
  expect((await heard(first[0]!)).at(-1)).toMatch(
    /could you take a shift as verifier, Thu, Nov 26.*Reply YES/,
  );
  expect(await pagedAfter(60)).toEqual([]);
  const second = await pagedAfter(120);
  expect(second.toSorted(byId)).toEqual(takers.filter((who) => !first.includes(who)).toSorted(byId));
  expect(await pagedAfter(180)).toEqual([coordinator]);
  // At ten in the evening nothing wakes anybody that can wait until eight.
  expect(await pagedAfter(239)).toEqual([]);
  expect(await onBoard()).toEqual([expect.objectContaining({ kind: 'gap', state: 'running' })]);
  expect(await pagedAfter(1)).toEqual([always]);
});

const byId = (a: Neighbour, b: Neighbour) => (a.id < b.id ? -1 : 1);

it('is taken by a YES, which is told to nobody else, and stops', async () => {
  await short(30);
  const [first, ...others] = await pagedAfter(0);
  expect(await text(net, first!.phone, 'YES')).toContain('the shift is yours');
  await pagedAfter(0);
  expect(await onBoard()).toEqual([]);
  expect(await pagedAfter(300)).toEqual([]);
  expect(await text(net, others[0]!.phone, 'yes')).toMatch(/All its places are taken/);
  const seats = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('shifts')
      .select(['person_id', 'state'])
      .where('state', '=', 'on')
      .where('network_id', '=', ctx.network.id)
      .execute(),
  );
  expect(seats).toEqual([{ person_id: first!.id, state: 'on' }]);
});

it('that all five refuse asks the next at once, and nobody a second time', async () => {
  await short(30);
  const first = await pagedAfter(0);
  for (const who of first) expect(await text(net, who.phone, 'no')).toContain('Others are asked');
  read = new Map();
  for (const who of everyone())
    read.set(who.id, (await heard(who)).length - (takers.includes(who) && !first.includes(who) ? 1 : 0));
  expect((await pagedAfter(0)).toSorted(byId)).toEqual(
    takers.filter((who) => !first.includes(who)).toSorted(byId),
  );
});

it('becomes urgent twelve hours before it begins, and leaves in peace who was asked a moment ago', async () => {
  await short(13);
  const first = await pagedAfter(0);
  expect(first).toHaveLength(5);
  const urgent = await pagedAfter(61);
  expect(urgent.length).toBeGreaterThan(0);
  const [row] = await onBoard();
  expect(row).toMatchObject({ kind: 'gapNow', state: 'running' });
});

it('that is given up is settled, and one of next week is not chased yet', async () => {
  const id = await short(20);
  await short(80);
  expect((await pagedAfter(0)).length).toBe(5);
  await net.tx((ctx) =>
    ctx.tx
      .updateTable('rota_slots')
      .set({ state: 'cancelled' })
      .where('network_id', '=', ctx.network.id)
      .where('id', '=', id)
      .execute(),
  );
  expect(await pagedAfter(200)).toEqual([]);
  expect(await onBoard()).toEqual([]);
});

it('that nobody can take goes to the coordinators at once', async () => {
  await net.tx((ctx) =>
    ctx.tx
      .updateTable('certificates')
      .set({ expires_at: ctx.now })
      .where('network_id', '=', ctx.network.id)
      .execute(),
  );
  await short(20);
  expect(await pagedAfter(0)).toEqual([coordinator]);
});
