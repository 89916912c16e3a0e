import { createECDH } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Browser, decryptPush, PushService } from '../../../test/fakes/push.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { buildWeb } from '../../composition.ts';
import type { Services } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { endSessions } from '../accounts/index.ts';
import { deliver } from './commands/deliver.ts';
import { addAddresses, send } from './index.ts';
import { encryptPush } from './providers/push/encrypt.ts';
import { newSenderKey, SenderKeys } from './providers/push/sender-keys.ts';
import { push, readPushAddress } from './providers/push.ts';

const service = new PushService();
let net: TestNetwork;
let services: Services;
let app: Awaited<ReturnType<typeof buildWeb>>;
let personId: string;
let phone: Record<string, string>;
let turn = 0;

const vapidPair = createECDH('prime256v1');
const vapid = () => ({
  publicKey: vapidPair.generateKeys('base64url'),
  privateKey: vapidPair.getPrivateKey('base64url'),
  origins: [service.origin],
});

beforeAll(async () => {
  await service.start();
  net = await testNetwork({ volunteers: 20 });
  services = {
    ...net.services,
    config: { ...net.services.config, vapid: vapid() },
  };
  app = await buildWeb(services, async () => net.network.id);
});
afterAll(async () => {
  await app.close();
  service.stop();
});
beforeEach(async () => {
  service.taken = [];
  service.answers.clear();
  phone = await member();
});

/** The next of the network's people, with a phone that is signed in. */
async function member() {
  const all = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('addresses')
      .select('person_id')
      .where('network_id', '=', ctx.network.id)
      .where('kind', '=', 'wall')
      .execute(),
  );
  personId = all[turn++]!.person_id;
  return net.signIn(['observer'], personId, 'field');
}

const post = (path: string, payload: object, headers = phone) =>
  app.inject({ method: 'POST', url: `/api/v1/${path}`, headers, payload });
const subscribe = async () => {
  const { number, ...given } = service.subscribe();
  const said = await post('me/push', given);
  expect(said.statusCode).toBe(200);
  return { number, given };
};
const write = (more = {}) =>
  net.tx((ctx) =>
    send(ctx, [
      { to: { personId }, body: 'Roosevelt & 82 St', language: 'es', purpose: 'ask', urgent: true, ...more },
    ]),
  );
const drain = async () => {
  while (await deliver(services, net.network.id));
};
const row = () =>
  net.tx((ctx) =>
    ctx.tx
      .selectFrom('messages')
      .select(['id', 'state', 'kind', 'error'])
      .where('network_id', '=', ctx.network.id)
      .where('person_id', '=', personId)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );

it('knows the RFC’s own example, and what we encrypt opens in the browser that it is for and in no other', () => {
  const from = (text: string) => Buffer.from(text, 'base64url');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94'));
  const browser: Browser = { pair, publicKey: pair.getPublicKey(), auth: from('BTBZMqHH6r4Tts7J_aSIgg') };
  const body = from(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
  expect(decryptPush(body, browser).text).toBe('When I grow up, I want to be a watermelon');
  const to = { endpoint: '', p256dh: browser.publicKey, auth: browser.auth };
  const ours = encryptPush(to, Buffer.from('¿Puede ir?'), newSenderKey(browser.publicKey));
  expect(decryptPush(ours, browser).text).toBe('¿Puede ir?');
  const other = createECDH('prime256v1');
  const publicKey = other.generateKeys();
  expect(() => decryptPush(ours, { ...browser, pair: other, publicKey })).toThrow();
  expect(() => decryptPush(ours, { ...browser, auth: Buffer.alloc(16) })).toThrow();
});

it('gives each key once, made in turn or ahead', () => {
  const keys = new SenderKeys();
  const browsers = Array.from({ length: 20 }, () => createECDH('prime256v1').generateKeys());
  const given: string[] = [];
  for (let round = 0; round < 10; round++) {
    for (const browser of browsers) given.push(keys.take(browser).publicKey.toString('hex'));
    // None, some, or all of them are ready for the next round.
    keys.prepare(round * 4);
  }
  expect(new Set(given).size).toBe(200);
});

it('tells a phone to open the app and nothing of what it is about, and believes its receipt', async () => {
  expect((await app.inject({ url: '/api/v1/me/push', headers: phone })).json()).toEqual({
    publicKey: services.config.vapid!.publicKey,
    on: false,
  });
  const { number } = await subscribe();
  expect((await app.inject({ url: '/api/v1/me/push', headers: phone })).json().on).toBe(true);
  await write({ drill: true });
  await drain();
  expect(service.refused).toEqual([]);
  const [taken] = service.taken;
  expect(taken).toMatchObject({ browser: number, urgency: 'high', ttl: 900 });
  const { id } = await row();
  const told = JSON.parse(taken!.text);
  expect(told).toEqual({
    id,
    token: expect.stringMatching(/^[\w-]{22}$/),
    urgent: true,
    title: 'Simulacro · Porchlight',
    words: 'Abra ahora la aplicación de campo: se le necesita.',
  });
  expect(await row()).toMatchObject({ state: 'sent', kind: 'push' });
  for (const [state, payload] of [
    ['sent', { token: 'A'.repeat(22), state: 'read' }],
    ['delivered', { token: told.token, state: 'delivered' }],
    ['read', { token: told.token, state: 'read' }],
    ['read', { token: told.token, state: 'delivered' }],
  ] as const) {
    expect((await post('push/receipts', payload, {})).statusCode).toBe(200);
    expect((await row()).state).toBe(state);
  }
});

it('goes the next way when no receipt comes, and when the browser is gone, which ends the subscription', async () => {
  await subscribe();
  await write();
  await drain();
  net.clock.advance(2.1);
  await drain();
  expect(await row()).toMatchObject({ state: 'delivered', kind: 'wall', error: null });
  for (const status of [404, 410]) {
    service.answers.set((await subscribe()).number, status);
    await write();
    await drain();
    expect(await row()).toMatchObject({ state: 'delivered', kind: 'wall' });
    expect((await app.inject({ url: '/api/v1/me/push', headers: phone })).json().on).toBe(false);
    phone = await member();
  }
});

it('waits while the push service is busy', async () => {
  const { number } = await subscribe();
  service.answers.set(number, 429);
  await write({ urgent: false });
  await drain();
  expect(await row()).toMatchObject({ state: 'queued', error: 'push 429' });
  service.answers.clear();
  net.clock.advance(1);
  await drain();
  expect(await row()).toMatchObject({ state: 'sent', kind: 'push' });
});

it('uses no key twice in a wave, and signs for hours, not for each', async () => {
  const people = Array.from({ length: 60 }, () => ({
    id: newId(),
    personId: newId(),
    s: service.subscribe(),
  }));
  await net.tx((ctx) =>
    addAddresses(
      ctx,
      people.map(({ id, personId, s }) => ({
        ...{ id, personId, kind: 'push' as const, rank: 1 },
        address: `${s.endpoint} ${s.p256dh} ${s.auth}`,
      })),
    ),
  );
  await net.tx((ctx) =>
    send(
      ctx,
      people.map((p) => ({ to: { personId: p.personId }, body: 'x', language: 'en', purpose: 'wave' })),
    ),
  );
  await drain();
  expect(service.taken).toHaveLength(60);
  expect(new Set(service.taken.map((t) => t.senderKey)).size).toBe(60);
  expect(new Set(service.taken.map((t) => t.topic)).size).toBe(60);
});

it('ends with the session, and with a word on the phone', async () => {
  const { given } = await subscribe();
  await post('me/push/end', {});
  expect((await app.inject({ url: '/api/v1/me/push', headers: phone })).json().on).toBe(false);
  await post('me/push', given);
  await net.tx((ctx) => endSessions(ctx, personId));
  await net.settle();
  await write();
  await drain();
  expect(await row()).toMatchObject({ kind: 'wall' });
});

it('takes a subscription at a push service only', () => {
  const { p256dh, auth } = service.subscribe();
  const read = (endpoint: string, keys = `${p256dh} ${auth}`) =>
    readPushAddress({ origins: [] }, `${endpoint} ${keys}`) !== null;
  for (const good of [
    'https://fcm.googleapis.com/fcm/send/x',
    'https://updates.push.services.mozilla.com/wpush/v2/x',
    'https://web.push.apple.com/x',
    'https://db5p.notify.windows.com/w/?token=x',
  ])
    expect(read(good)).toBe(true);
  for (const bad of [
    service.origin,
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com.evil.test/x',
    'https://user@fcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'https://169.254.169.254/x',
    'x',
    '',
  ])
    expect(read(bad)).toBe(false);
  expect(read('https://web.push.apple.com/x', `${p256dh} AAAA`)).toBe(false);
  expect(read('https://web.push.apple.com/x', `${'A'.repeat(87)} ${auth}`)).toBe(false);
});

it('refuses one that no browser made, and forgets it', async () => {
  const provider = push(services.config.vapid!, services.config.url);
  const { endpoint, auth } = service.subscribe();
  const noPoint = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString('base64url');
  const [outcome] = await provider.send([
    {
      ...{ id: newId(), kind: 'push', address: `${endpoint} ${noPoint} ${auth}`, body: 'x', language: 'en' },
      ...{
        purpose: 'ask',
        subject: null,
        urgent: false,
        drill: false,
        file: null,
        mail: null,
        repeat: false,
      },
    },
  ]);
  expect(outcome).toEqual({ state: 'refused', code: 'push key', gone: true });
  expect(
    (await post('me/push', { endpoint: 'https://example.org/x', p256dh: noPoint, auth })).statusCode,
  ).toBe(400);
});
