import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { type Keyholder, keyholder, listed } from '../../../test/keyholders.ts';
import { addressOf, type Endpoint } from '../../platform/http/endpoint.ts';
import { newId } from '../../platform/id.ts';
import { fromBase64, toBase64 } from '../../platform/seal/index.ts';
import type { HeldKey, KeyList } from '../keys/contract.ts';
import { removeFromRings } from '../keys/index.ts';
import {
  moved,
  openerOver,
  type PublicKeys,
  type RingSecret,
  sealFields,
  withEpochs,
} from '../keys/rules.ts';
import { readSearchParts, readUnsearched } from './contract.ts';
import { type Incoming, receiveReports } from './index.ts';
import { keeps } from './retention.ts';
import { Finder, type Hit, worthAPart } from './rules.ts';

const net = await testNetwork({ demo: false });
const [founder, second, dispatcher, operator, lawyer] = (await Promise.all(
  ['admin', 'admin', 'dispatcher', 'operator', 'legal'].map((role) => keyholder(net, [role])),
)) as [Keyholder, Keyholder, Keyholder, Keyholder, Keyholder];
await listed([founder, second], [dispatcher, operator, lawyer]);

type Ask = (endpoint: Endpoint, given: object) => Promise<never>;
const asked: string[] = [];
const ask =
  ({ headers }: Keyholder): Ask =>
  async (endpoint, given) => {
    const { body } = given as { body?: object };
    const sent = { method: endpoint.method, url: addressOf(endpoint, given), headers };
    asked.push(sent.url, JSON.stringify(body ?? ''));
    const answer = await net.app.inject({ ...sent, ...(body && { payload: body }) });
    if (answer.statusCode !== 200) throw Object.assign(new Error(answer.body), { status: answer.statusCode });
    return answer.json() as never;
  };

type Parts = { ids: string[]; items: { id: string }[] };

/** A desk of somebody's own, just opened: what their browser does when they search. */
async function finderOf(who: Keyholder): Promise<Finder> {
  const own = (await who.rings()).map((one) => ({ ...one, privateKey: toBase64(one.privateKey) }));
  const opener = openerOver(ask(who) as never, () => own);
  return new Finder({
    call: async (endpoint, given) => opener.open(await ask(who)(endpoint, given)) as never,
    opener,
    async seal(ring, record, index) {
      const keys = (await who.call<PublicKeys>('GET', 'rings')).body;
      return (await sealFields(keys, [ring], record, { index })).index;
    },
    newId,
    now: () => net.clock.now().getTime(),
  });
}
const titles = (hits: Hit[]) => hits.map(({ title }) => title);

async function report(what: string, more: Partial<Incoming> = {}): Promise<string> {
  const id = newId();
  const place = { text: 'Canal St & Mott St' };
  const given = {
    id,
    door: 'web',
    kind: 'sighting',
    language: 'en',
    tense: 'now',
    what,
    where: place,
  } as const;
  const origin = Buffer.from(id);
  await net.tx((ctx) => receiveReports(ctx, [{ ...given, origin, uncounted: true, ...more }]));
  return id;
}

const parts = () =>
  net.tx(
    async (ctx) =>
      (
        await sql<{ id: string }>`select id from search_parts where network_id = ${net.network.id}`.execute(
          ctx.tx,
        )
      ).rows.length,
  );

/** The ring goes to the next epoch, and an open desk moves every record to it. */
async function nextEpoch(mover: Keyholder, without?: Keyholder): Promise<void> {
  const { roll } = await founder.list();
  const acts = without ? [{ act: 'remove' as const, account: without.account }] : [];
  const change = await withEpochs(roll!, acts, ['desk']);
  expect((await founder.propose(change.acts, { wraps: change.wraps })).status).toBe(200);
  await second.sign();
  const { roll: after } = (await mover.list()) as KeyList & { roll: NonNullable<typeof roll> };
  const epoch = after.epochs.get('desk')!.at(-1)!.epoch;
  const held = (await mover.call<{ items: HeldKey[] }>('GET', 'held')).body.items;
  const secrets: RingSecret[] = [
    ...(await mover.rings()),
    ...held.map((one) => ({ ...one, privateKey: fromBase64(one.privateKey) })),
  ];
  for (;;) {
    const old = await mover.call<{ items: { id: string; epoch: number; wrap: string }[] }>(
      'GET',
      'old-wraps?ring=desk',
    );
    const all = await Promise.all(old.body.items.map((item) => moved(after, 'desk', secrets, item)));
    if (all.length === 0) return;
    const items = all.filter((one) => one !== null);
    await mover.call('POST', 'old-wraps', { ring: 'desk', epoch, items });
  }
}

const muñoz = await report('Two vans at the corner', { contact: 'José Muñoz, +1 (212) 555-0142' });
await report('Two vans', { contact: '张伟' });
await report('I have a question about my rights, says Lan', { kind: 'rights' });
const restricted = await report('Lupe Ibáñez was taken to a van', { kind: 'detained' });
const many = await Promise.all(
  Array.from({ length: worthAPart }, (_, n) =>
    report('Two vans', { contact: n === 0 ? 'Zeno' : 'Somebody' }),
  ),
);

it('finds by words and numbers what others put into the index, which the server cannot read', async () => {
  asked.length = 0;
  expect(titles(await (await finderOf(dispatcher)).find(['desk'], 'jose MUNOZ'))).toEqual([
    'Canal St & Mott St',
  ]);
  expect(await parts()).toBe(1);
  // Another browser opens the part instead of every report.
  const other = await finderOf(operator);
  expect((await other.find(['desk'], '张伟')).length).toBe(1);
  expect((await other.find(['desk'], 'lan rights')).length).toBe(1);
  // What was seen is not searched.
  expect(await other.find(['desk'], 'vans')).toEqual([]);
  expect((await other.find(['desk'], '212 555 0142')).map((hit) => hit.report)).toEqual([muñoz]);
  expect(await other.find(['desk'], '212 555 0143')).toEqual([]);
  // What was said about someone detained is of the legal desk's index alone.
  expect(await other.find(['desk'], 'lupe')).toEqual([]);
  const ofLegal = await (await finderOf(lawyer)).find(['legal'], 'ibanez lupe');
  expect(ofLegal.map((hit) => hit.report)).toEqual([restricted]);
  // What is looked for, and what is found by it, never went to the server.
  const { rows } = await net.tx((ctx) =>
    sql<{
      row: string;
    }>`select row_to_json(p)::text || encode(p."index", 'escape') as row from search_parts p`.execute(ctx.tx),
  );
  const seen = [...asked, ...rows.map(({ row }) => row)].join('\n').toLowerCase();
  for (const word of ['jose', 'muñoz', 'munoz', '张伟', 'lupe', '5550142', 'vans'])
    expect(seen).not.toContain(word);
});

it('goes on after a new epoch, and says no to who was removed', async () => {
  await nextEpoch(dispatcher);
  const fresh = await finderOf(dispatcher);
  expect((await fresh.find(['desk'], 'munoz')).map((hit) => hit.report)).toEqual([muñoz]);
  expect((await fresh.find(['desk'], '(212) 555-0142')).map((hit) => hit.report)).toEqual([muñoz]);
  const later = await report('Two vans', { contact: 'Muñoz, 212 555 0142' });
  net.clock.advance(1);
  expect((await fresh.find(['desk'], '2125550142')).map((hit) => hit.report).sort()).toEqual(
    [muñoz, later].sort(),
  );

  const open = await finderOf(operator);
  await open.find(['desk'], 'munoz');
  await net.tx((ctx) => removeFromRings(ctx, operator.account));
  net.clock.advance(1);
  await expect(open.find(['desk'], 'munoz')).rejects.toMatchObject({ status: 403 });
  await nextEpoch(dispatcher, operator);
  expect(await (await finderOf(dispatcher)).find(['desk'], '2125550142')).toHaveLength(2);
});

it('is for those of the ring, and takes no part over what is not theirs or is there already', async () => {
  for (const who of [founder, lawyer])
    await expect((await finderOf(who)).find(['desk'], 'munoz')).rejects.toMatchObject({ status: 403 });
  const keys = (await dispatcher.call<PublicKeys>('GET', 'rings')).body;
  const add = async (of: string[]) => {
    const id = newId();
    const { index } = await sealFields(keys, ['desk'], id, { index: { epoch: 2, docs: [] } });
    const { headers } = dispatcher;
    const payload = { id, ring: 'desk', of, index };
    return net.app.inject({ method: 'POST', url: '/api/v1/search/new-parts', headers, payload });
  };
  const { ids } = (await ask(dispatcher)(readSearchParts, { body: { ring: 'desk', wanted: [] } })) as Parts;
  expect(ids).toHaveLength(1);
  expect(await ask(lawyer)(readSearchParts, { body: { ring: 'legal', wanted: ids } })).toEqual({
    ids: [],
    items: [],
  });
  expect((await add([restricted])).statusCode).toBe(409);
  expect((await add([newId()])).statusCode).toBe(409);
  expect((await add([muñoz])).json()).toEqual({ taken: false });
  expect(await parts()).toBe(1);
});

it('forgets what is purged, with the part that it was in, and makes another of the rest', async () => {
  const keys = () =>
    net.tx(
      async (ctx) =>
        (
          await sql`select from record_keys k join search_parts p
      on p.network_id = k.network_id and p.id = k.record where k.network_id = ${net.network.id}`.execute(
            ctx.tx,
          )
        ).rows.length,
    );
  expect(await keys()).toBe(1);
  expect((await (await finderOf(dispatcher)).find(['desk'], 'zeno')).length).toBe(1);
  await net.tx(async (ctx) => {
    await sql`update reports set state = 'closed', closed_at = ${ctx.now} where id = ${many[0]}`.execute(
      ctx.tx,
    );
    expect(await keeps.find(({ name }) => name === 'hotline.reports')!.purge(ctx, [many[0]!])).toBe(1);
  });
  expect([await parts(), await keys()]).toEqual([0, 0]);
  const finder = await finderOf(dispatcher);
  expect(await finder.find(['desk'], 'zeno')).toEqual([]);
  expect(await finder.find(['desk'], 'munoz')).toHaveLength(2);
  expect(await parts()).toBe(1);
});

it('reads each of ten thousand parts once, in pages, and then only what is new', async () => {
  const ids = Array.from({ length: 10_000 }, newId);
  const wanted: string[] = [];
  let [now, calls] = [0, 0];
  const played = async (endpoint: Endpoint, given: unknown) => {
    if (endpoint === readUnsearched) return { items: [] };
    calls++;
    const { body } = given as { body: { wanted: string[] } };
    wanted.push(...body.wanted);
    const items = body.wanted.map((id) => ({ id, index: { epoch: 1, docs: [] } }));
    return { ids: body.wanted.length === 0 ? ids : [], items };
  };
  const finder = new Finder({
    call: played as never,
    opener: { tag: async () => null, epochs: async () => [1] },
    seal: () => Promise.reject(new Error('nothing is new')),
    newId,
    now: () => now,
  });
  await finder.find(['desk'], 'munoz');
  expect([calls, wanted]).toEqual([501, ids]);
  now += 60_000;
  ids.unshift(newId());
  await finder.find(['desk'], 'munoz');
  expect([calls, wanted.slice(10_000)]).toEqual([503, [ids[0]]]);
});
