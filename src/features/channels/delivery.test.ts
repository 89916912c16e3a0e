import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { Carrier } from '../../../test/fakes/carrier.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { deliver } from './commands/deliver.ts';
import { send } from './index.ts';

let net: TestNetwork;
const as: Record<string, Record<string, string>> = {};
let personId: string;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 5 });
  for (const role of ['admin', 'dispatcher', 'coordinator', 'operator', 'observer'])
    as[role] = await net.signIn([role]);
  const rows = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('addresses')
      .select('person_id')
      .where('network_id', '=', ctx.network.id)
      .limit(1)
      .execute(),
  );
  personId = rows[0]!.person_id;
});

const read = async (role: string) => net.app.inject({ url: '/api/v1/delivery', headers: as[role]! });
const post = (url: string, role: string) => net.app.inject({ method: 'POST', url, headers: as[role]! });
const caps = (role: string, payload: object) =>
  net.app.inject({ method: 'PUT', url: '/api/v1/delivery/caps', headers: as[role]!, payload });
const write = (purpose: string, to: { personId: string } | { kind: 'sms'; address: string } = { personId }) =>
  net.tx((ctx) => send(ctx, [{ to, body: purpose, language: 'en', purpose }]));
const drain = async (services = net.services) => {
  while (await deliver(services, net.network.id));
};

it('is shown to who dispatches and to admins, each with what they may do', async () => {
  const can = async (role: string) => (await read(role)).json().can;
  expect(await can('admin')).toEqual(['read', 'send', 'cap']);
  expect(await can('dispatcher')).toEqual(['read', 'send']);
  expect(await can('coordinator')).toEqual(['read']);
  for (const role of ['operator', 'observer']) expect((await read(role)).statusCode).toBe(403);
  const body = { centsADay: 100, messagesADay: 1, ringMinutes: 5 };
  expect((await caps('dispatcher', body)).statusCode).toBe(403);
  expect((await caps('admin', { centsADay: -1, messagesADay: 0, ringMinutes: 61 })).statusCode).toBe(400);
  expect((await post(`/api/v1/delivery/${newId()}/send`, 'coordinator')).statusCode).toBe(403);
  expect((await post(`/api/v1/delivery/${newId()}/send`, 'admin')).statusCode).toBe(404);
});

it('shows what a cap holds back until somebody lets it go, and what no way takes', async () => {
  expect((await caps('admin', { centsADay: 5000, messagesADay: 1, ringMinutes: 5 })).statusCode).toBe(200);
  await write('ask');
  await drain();
  await write('outcome');
  await write('question', { kind: 'sms', address: '+19175550123' });
  await drain();
  const shown = (await read('dispatcher')).json();
  expect(shown.caps).toEqual({ centsADay: 5000, messagesADay: 1, ringMinutes: 5 });
  expect(shown.held).toMatchObject([{ purpose: 'outcome', why: 'too many a day', kind: 'wall' }]);
  expect(shown.held[0].callSign).toMatch(/\w/);
  expect(shown.failed).toMatchObject([{ purpose: 'question', why: 'no provider', callSign: null }]);
  expect(JSON.stringify(shown)).not.toContain('555');
  const wall = shown.ways.find((w: { kind: string }) => w.kind === 'wall');
  expect(wall).toMatchObject({ state: 'ok', held: 1, waiting: 0 });
  expect(wall.hours.at(-1)).toBeGreaterThan(0);
  expect(shown.ways.find((w: { kind: string }) => w.kind === 'sms')).toMatchObject({
    state: 'none',
    failed: 1,
  });

  expect((await post(`/api/v1/delivery/${shown.held[0].id}/send`, 'dispatcher')).statusCode).toBe(200);
  expect((await post(`/api/v1/delivery/${shown.held[0].id}/send`, 'dispatcher')).statusCode).toBe(404);
  await drain();
  expect((await read('admin')).json().held).toEqual([]);
  const acts = await net.tx((ctx) =>
    ctx.tx.selectFrom('audit_acts').select('act').where('network_id', '=', ctx.network.id).execute(),
  );
  const names = acts.map((a) => a.act);
  expect(names).toContain('caps.set');
  expect(names).toContain('message.let_go');
});

it('shows by which words texts are read, to who looks after delivery', async () => {
  const keywords = async (role: string) =>
    net.app.inject({ url: '/api/v1/delivery/keywords', headers: await net.signIn([role]) });
  await net.tx(async (ctx) => {
    const { rows } = await sql<{ id: string }>`select id from people where network_id = ${ctx.network.id}
      and state = 'active' order by id limit 2`.execute(ctx.tx);
    const speak = (id: string, languages: string[]) =>
      ctx.tx.updateTable('people').set({ languages }).where('id', '=', id).execute();
    await speak(rows[0]!.id, ['ht', 'wo']);
    await speak(rows[1]!.id, ['yue']);
  });
  const { own, written, spoken } = (await keywords('dispatcher')).json();
  const reading = Object.fromEntries(own.map((o: { code: string }) => [o.code, o]));
  expect(reading.en).toMatchObject({ reading: 'reviewed', textsIn: 'en' });
  expect(reading.es.reading).toBe('unreviewed');
  expect(reading.ht).toMatchObject({ reading: 'unreviewed', textsIn: 'en' });
  expect(reading.ht.members).toBeGreaterThanOrEqual(1);
  expect(reading.wo.reading).toBe('none');
  expect(reading.yue).toMatchObject({ reading: 'none', textsIn: 'zh' });
  const counts = own.map((o: { members: number }) => o.members);
  expect(counts).toEqual(counts.toSorted((a: number, b: number) => b - a));
  expect(written.find((w: { code: string }) => w.code === 'ht')).toMatchObject({
    ...{ name: 'Haitian Creole', reviewed: false, yes: expect.arrayContaining(['wi']) },
  });
  expect(spoken).toContainEqual({ code: 'quc', textsIn: 'es' });
  expect((await keywords('operator')).statusCode).toBe(403);
});

it('lets go what has failed after tries, and each is written down once', async () => {
  const carrier = new Carrier();
  await carrier.start();
  const { config } = net.services;
  const twilio = { accountSid: 'AC1', authToken: 'secret', number: '+12125550199', apiUrl: carrier.url };
  const services = { ...net.services, config: { ...config, url: 'https://hotline.test', twilio } };
  carrier.answers = Array.from({ length: 7 }, () => () => ({ status: 503, body: {} }));
  await write('question', { kind: 'sms', address: '+19175550124' });
  for (let n = 0; n < 6; n++) {
    await drain(services);
    net.clock.advance(10);
  }
  as.dispatcher = await net.signIn(['dispatcher']);
  const [failed] = (await read('dispatcher'))
    .json()
    .failed.filter((m: { why: string }) => m.why !== 'no provider');
  expect(failed).toMatchObject({ attempts: 6, why: 'carrier 503' });
  expect((await post(`/api/v1/delivery/${failed.id}/send`, 'dispatcher')).statusCode).toBe(200);
  for (let n = 0; n < 2; n++) {
    await drain(services);
    net.clock.advance(10);
  }
  await drain(services);
  carrier.stop();
  expect(carrier.sent).toHaveLength(8);
  const tried = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('attempts')
      .select(['n', 'outcome'])
      .where('network_id', '=', ctx.network.id)
      .where('message_id', '=', failed.id)
      .orderBy('n')
      .execute(),
  );
  expect(tried.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(tried.at(-1)!.outcome).toBe('taken');
});
