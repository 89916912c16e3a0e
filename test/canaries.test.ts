import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import pino from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { buildWeb, features } from '../src/composition.ts';
import { deliver } from '../src/features/channels/commands/deliver.ts';
import { send } from '../src/features/channels/index.ts';
import { openPool } from '../src/platform/db/index.ts';
import { runOnce } from '../src/platform/events/background.ts';
import { on } from '../src/platform/events/consumers.ts';
import { emit } from '../src/platform/events/index.ts';
import { addressOf, type Endpoint } from '../src/platform/http/endpoint.ts';
import { newId } from '../src/platform/id.ts';
import { enqueue, job } from '../src/platform/jobs/index.ts';
import { runDueJobs } from '../src/platform/jobs/worker.ts';
import { libraryLog, log } from '../src/platform/log.ts';
import { type Schema, twisted } from './arbitrary.ts';
import { type TestNetwork, testNetwork } from './harness.ts';

/** What nobody may find in a log, nor in an answer that says what went wrong. */
const name = 'Wilhelmina Quokkaville';
const words = 'zanzibar-7731-marmalade';
const number = '+19175557731';
const mail = 'quokkaville@marmalade.example';
const address = '203.0.113.77';
const canaries = [name, 'Quokkaville', words, 'marmalade', number, '9175557731', mail, address];
const all = `${name} ${words} ${number} ${mail} ${address}`;

const said: string[] = [];
let net: TestNetwork;
let desk: Record<string, string>;

const found = (text: string) =>
  canaries.filter((canary) => text.toLowerCase().includes(canary.toLowerCase()));

beforeAll(async () => {
  log.level = 'trace';
  libraryLog.level = 'warn';
  const stream = (log as unknown as Record<symbol, { write(line: string): void }>)[pino.symbols.streamSym]!;
  vi.spyOn(stream, 'write').mockImplementation((line) => void said.push(line));
  for (const out of [process.stdout, process.stderr])
    vi.spyOn(out, 'write').mockImplementation((line) => said.push(String(line)) > 0);
  net = await testNetwork({ volunteers: 60 });
  desk = await net.signIn(['operator', 'dispatcher', 'coordinator', 'legal', 'counsel', 'admin', 'trainer']);
});
afterAll(() => {
  vi.restoreAllMocks();
  log.level = 'silent';
  libraryLog.level = 'silent';
});

/** Every door of every request says it, too. */
const everywhere = {
  'user-agent': all,
  referer: `https://hotline.test/${words}?q=${encodeURIComponent(name)}`,
  cookie: `porchlight_desk=${words}; porchlight_field=${words}`,
  authorization: `Bearer ${words}`,
  'x-forwarded-for': address,
  'idempotency-key': words,
  'accept-language': words,
};

type Given = { method: string; url: string; headers?: Record<string, string>; payload?: string | object };

async function ask({ headers, ...given }: Given, app = net.app) {
  const answer = await app.inject({ ...given, headers: { ...everywhere, ...headers } } as never);
  const { statusCode, body } = answer as unknown as { statusCode: number; body: string };
  if (statusCode >= 400 && body.startsWith('{')) expect([given.url, found(body)]).toEqual([given.url, []]);
  return { status: statusCode, body };
}

const schemaOf = (s: unknown): Schema =>
  s ? (z.toJSONSchema(s as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema) : {};

/** The same value with a canary for each string that is not a code of the schema. */
const planted = (value: unknown): unknown => {
  if (typeof value === 'string') return /^[0-9a-f-]{36}$|^\d{4}-/.test(value) ? value : `${all} ${value}`;
  if (Array.isArray(value)) return value.map(planted);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, planted(one)]));
};

const endpoints = features.flatMap((f) => f.routes ?? []).map((r) => r.endpoint as Endpoint);

it('no route says or logs what it was given', async () => {
  for (const e of endpoints.filter(({ path }) => path !== '/api/v1/events')) {
    const given = fc.record({ params: twisted(schemaOf(e.params)), body: twisted(schemaOf(e.body)) });
    for (const { params, body } of fc.sample(given, { numRuns: 2, seed: 1 })) {
      const names = Object.keys((params ?? {}) as object);
      const ids = Object.fromEntries(names.map((key) => [key, newId()]));
      const strange = Object.fromEntries(names.map((key) => [key, words]));
      for (const [chosen, headers] of [
        [ids, desk],
        [strange, desk],
        [ids, {}],
      ] as const)
        await ask({
          method: e.method,
          url: `${addressOf(e, { params: chosen })}?q=${encodeURIComponent(all)}`,
          headers: { ...headers, 'content-type': 'application/json' },
          ...(e.body && { payload: JSON.stringify(planted(body)) ?? 'null' }),
        });
    }
    if (!e.body) continue;
    for (const payload of [
      `{"what": "${all}`,
      JSON.stringify(`${all}\u0000`),
      JSON.stringify({ [words]: all }),
    ])
      await ask({
        method: e.method,
        url: addressOf(e, { params: { id: newId(), address: number, state: 'NY' } }),
        headers: { ...desk, 'content-type': 'application/json' },
        payload,
      });
  }
}, 60_000);

it('neither do the residents’ doors, the carrier’s hooks, and what leads nowhere', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const fields = (given: Record<string, string>) => new URLSearchParams(given).toString();
  const report = { id: newId(), about: 'sighting', what: all, where: all, when: 'now', contact: number };
  for (const payload of [
    fields(report),
    fields({ ...report, what: `${all}\u0000` }),
    fields({ ...report, id: words }),
    '%',
    all,
  ])
    for (const url of [
      '/en/report',
      '/en/report/more',
      '/en/report/find',
      `/en/report/${words}`,
      '/en/conduct',
    ])
      await ask({ method: 'POST', url, headers: form, payload });
  for (const url of [
    `/${words}`,
    `/en/report/${encodeURIComponent(name)}`,
    `/api/v1/${words}`,
    `/%${words}`,
    `/field/${words}`,
  ])
    await ask({ method: 'GET', url });
  for (const payload of [
    all,
    `--x\r\ncontent-disposition: form-data; name="${words}"; filename="${name}.jpg"\r\n\r\n${all}\r\n--x--`,
  ])
    await ask({
      method: 'POST',
      url: '/en/report/files',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload,
    });

  const twilio = {
    accountSid: 'AC1',
    authToken: 'secret',
    number: '+12125550199',
    apiUrl: 'http://127.0.0.1:9',
  };
  const services = {
    ...net.services,
    config: { ...net.services.config, url: 'https://hotline.test', twilio },
  };
  const app = await buildWeb(services, async () => net.network.id);
  const message = {
    MessageSid: `SM${newId()}`,
    From: number,
    To: twilio.number,
    Body: all,
    NumMedia: '1',
    MediaUrl0: `http://127.0.0.1:9/${words}`,
  };
  const data = Object.entries(message).sort().flat().join('');
  const url = '/hooks/twilio/message';
  const signed = createHmac('sha1', 'secret').update(`https://hotline.test${url}${data}`).digest('base64');
  for (const signature of [signed, words, ''])
    await ask(
      {
        method: 'POST',
        url,
        headers: { ...form, 'x-twilio-signature': signature },
        payload: fields(message),
      },
      app,
    );
  await net.settle();
  // The carrier is away: handing over and fetching the picture fail.
  await net.tx((ctx) =>
    send(ctx, [{ to: { kind: 'sms', address: number }, body: all, language: 'en', purpose: 'canary' }]),
  );
  await deliver(services, net.network.id);
  for (const loop of features.flatMap((f) => f.loops ?? []))
    await loop.run(services, net.network.id).catch(() => {});
  await app.close();
});

it('neither do failures of ours: in a handler, the database, an event, a timer', async () => {
  const failing = {
    ...net.services,
    vault: () => Promise.reject(new Error(`${all}\n${all}\n    at ${words}`)),
  };
  const app = await buildWeb(failing, async () => net.network.id);
  const broken = await ask({ method: 'GET', url: '/api/v1/session' }, app);
  expect(broken.status).toBe(500);
  await app.close();

  const insert = (id: string) =>
    net.tx((ctx) =>
      ctx.tx
        .insertInto('consumers')
        .values({ network_id: ctx.network.id, name: id, xid: '0', seq: 0 })
        .execute(),
    );
  await insert(words);
  for (const work of [
    () => insert(words),
    () => net.tx((ctx) => ctx.tx.selectFrom('reports').select('id').where('id', '=', words).execute()),
  ]) {
    const inDatabase = { ...net.services, vault: () => work() as never };
    const other = await buildWeb(inDatabase, async () => net.network.id);
    expect((await ask({ method: 'GET', url: '/api/v1/session' }, other)).status).toBeGreaterThanOrEqual(400);
    await other.close();
  }

  const handler = on('canary.sang', 'canaries.fail', () => Promise.reject(new Error(all)));
  const digest = () => runOnce({ services: net.services, handlers: [handler], loops: [] }, net.network.id);
  // It follows from its first look on, and sees an event when no older transaction runs on this server.
  await digest();
  await net.tx((ctx) => emit(ctx, { kind: 'canary.sang', subject: newId(), data: {} }));
  const failed = async () => {
    await digest();
    return said.some((line) => line.includes('event failed'));
  };
  await expect.poll(failed, { timeout: 10_000 }).toBe(true);
  const failure = job({
    name: 'canaries.fail',
    payload: z.object({}),
    run: () => Promise.reject(new Error(all)),
  });
  const misread = job({ name: 'canaries.read', payload: z.object({ n: z.number() }), run: async () => {} });
  await net.tx((ctx) => enqueue(ctx, 'canaries.fail', {}, ctx.now, newId()));
  await net.tx((ctx) => enqueue(ctx, 'canaries.read', { n: words }, ctx.now, newId()));
  const pool = openPool({ ...net.services.db.pool.options, user: 'porchlight_jobs', password: 'jobs' }, 2);
  const { asSystem } = net.services;
  const errors = async () => {
    await runDueJobs({ pool, jobs: [failure, misread], asSystem, networkIds: async () => [net.network.id] });
    const { rows } = await pool.query<{ last_error: string }>(
      'select last_error from graphile_worker._private_jobs where last_error is not null',
    );
    return rows.map((row) => row.last_error);
  };
  // What failed is due again later only: each look runs what none has run.
  await expect.poll(errors, { timeout: 10_000 }).toHaveLength(2);
  expect(found(JSON.stringify(await errors()))).toEqual([]);
  await pool.end();
});

it('and the log, which says a lot at its finest, says none of it', () => {
  const text = said.join('');
  for (const line of ['unexpected error', 'event failed', 'canaries.fail', 'picture not fetched'])
    expect(text).toContain(line);
  expect(said.filter((line) => found(line).length > 0)).toEqual([]);
});
