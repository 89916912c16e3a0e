import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { type Neighbour, settlePeople } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import { enqueue } from '../../platform/jobs/index.ts';

let net: TestNetwork;
let who: Neighbour[];
beforeAll(async () => {
  net = await testNetwork({ volunteers: 20 });
  who = await settlePeople(net, 4);
});

const day = 24 * 60;
async function vouch(of: Neighbour, by: Neighbour, isWithdrawn: boolean): Promise<string> {
  const id = newId();
  await net.tx((ctx) =>
    ctx.tx
      .insertInto('vouches')
      .values({
        ...{ network_id: ctx.network.id, id, person_id: of.id, by: by.id, kind: 'vouch', known: 'shift' },
        ...{ at: ctx.now, withdrawn_at: isWithdrawn ? ctx.now : null },
      })
      .execute(),
  );
  return id;
}
async function flag(of: Neighbour, isHandled: boolean): Promise<string> {
  const id = newId();
  await net.tx((ctx) =>
    ctx.tx
      .insertInto('vouch_flags')
      .values({
        ...{
          network_id: ctx.network.id,
          id,
          kind: 'ring',
          key: `ring ${id}`,
          person_ids: [of.id],
          vouch_ids: [],
        },
        ...{ at: ctx.now, handled_at: isHandled ? ctx.now : null },
      })
      .execute(),
  );
  return id;
}
const kept = async (ids: string[]): Promise<string[]> => {
  await net.tx((ctx) => enqueue(ctx, 'holds.nightly', {}, ctx.now));
  await net.settle();
  return net.tx(async (ctx) => {
    const { rows } = await sql<{ id: string }>`select id from vouches
      where network_id = ${ctx.network.id} and id = any(${ids}::uuid[]) union all select id from vouch_flags
      where network_id = ${ctx.network.id} and id = any(${ids}::uuid[])`.execute(ctx.tx);
    return rows.map((r) => r.id).sort();
  });
};

it('lets vouches that were taken back and flags that were looked at go after a year, and nothing that stands or is held', async () => {
  const [a, b, held, left] = who as [Neighbour, Neighbour, Neighbour, Neighbour];
  const stands = [await vouch(a, b, false), await flag(a, false)];
  const over = [await vouch(b, a, true), await flag(b, true)];
  const ofHeld = [await vouch(held, a, true), await flag(held, true)];
  const ofLeft = await vouch(left, a, false);
  const hold = newId();
  await net.tx(async (ctx) => {
    const network_id = ctx.network.id;
    await ctx.tx
      .insertInto('holds')
      .values({ network_id, id: hold, person_id: held.id, because: 'person', at: ctx.now })
      .execute();
    await sql`update people set state = 'left', state_at = ${ctx.now}
      where network_id = ${network_id} and id = ${left.id}`.execute(ctx.tx);
  });
  const all = [...stands, ...over, ...ofHeld, ofLeft].sort();
  net.clock.advance(364 * day);
  expect(await kept(all)).toEqual(all);
  net.clock.advance(2 * day);
  expect(await kept(all)).toEqual([...stands, ...ofHeld].sort());
  await net.tx((ctx) =>
    sql`update holds set released_at = ${ctx.now} where network_id = ${ctx.network.id} and id = ${hold}`.execute(
      ctx.tx,
    ),
  );
  expect(await kept(all)).toEqual([...stands].sort());
});
