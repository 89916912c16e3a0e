import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CloudApi } from '../../../test/fakes/whatsapp.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { buildWeb } from '../../composition.ts';
import type { Services } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { deliver } from './commands/deliver.ts';
import { fetchMedia, send } from './index.ts';

const api = new CloudApi();
let net: TestNetwork;
let services: Services;
let app: Awaited<ReturnType<typeof buildWeb>>;

beforeAll(async () => {
  await api.start();
  net = await testNetwork({ volunteers: 5 });
  services = { ...net.services, config: { ...net.services.config, whatsapp: api.settings } };
  app = await buildWeb(services, async () => net.network.id);
});
afterAll(async () => {
  await app.close();
  api.stop();
});
beforeEach(() => {
  api.sent = [];
});

const post = (payload: string | Buffer, signature: string) =>
  app.inject({
    method: 'POST',
    url: '/hooks/whatsapp',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
    payload,
  });
const hook = (value: Parameters<CloudApi['hook']>[0]) => {
  const { payload, signature } = api.hook(value);
  return post(payload, signature);
};
const seconds = (minutesAgo = 0) => String(Math.floor(net.clock.now().getTime() / 1000) - minutesAgo * 60);
const text = (body: string, more = {}) => ({
  ...{ id: `wamid.${newId()}`, from: '525512345678', timestamp: seconds(), type: 'text', text: { body } },
  ...more,
});
const inbound = () =>
  net.tx((ctx) =>
    ctx.tx
      .selectFrom('inbound')
      .select(['id', 'claimed_by', 'subject', 'media_count'])
      .where('network_id', '=', ctx.network.id)
      .orderBy('id')
      .execute(),
  );
const drain = async () => {
  while (await deliver(services, net.network.id));
};
const row = (purpose: string) =>
  net.tx((ctx) =>
    ctx.tx
      .selectFrom('messages')
      .select(['state', 'error', 'attempts'])
      .where('network_id', '=', ctx.network.id)
      .where('purpose', '=', purpose)
      .executeTakeFirstOrThrow(),
  );
const write = (purpose: string) =>
  net.tx((ctx) =>
    send(ctx, [
      {
        to: { kind: 'whatsapp', address: '+52 55 1234 5678' },
        ...{ body: purpose, language: 'es', purpose },
      },
    ]),
  );

describe('out', () => {
  it('goes to Meta’s API, and its statuses are followed in whatever order', async () => {
    await write('out');
    await drain();
    expect(api.sent).toMatchObject([{ to: '525512345678', text: { body: 'out' } }]);
    const status = (name: string) => ({ id: 'wamid.1', status: name, timestamp: seconds() });
    await hook({ statuses: [status('read'), status('sent')] });
    await hook({ statuses: [status('delivered')] });
    await hook({ statuses: [{ ...status('failed'), errors: [{ code: 131026 }] }] });
    expect(await row('out')).toMatchObject({ state: 'read', error: null });
  });

  it('gives up on what Meta will never take, and waits where it is about the moment or the account', async () => {
    api.answers = [
      { status: 400, body: { error: { code: 131047, message: 'Re-engagement' } } },
      { status: 400, body: { error: { code: 130429 } } },
      { status: 401, body: { error: { code: 190 } } },
      { status: 500, body: {} },
    ];
    await write('never');
    await drain();
    expect(await row('never')).toMatchObject({ state: 'failed', error: 'whatsapp 131047' });
    await write('later');
    for (const error of ['whatsapp 130429', 'whatsapp 190', 'whatsapp 500']) {
      await drain();
      expect(await row('later')).toMatchObject({ state: 'queued', error });
      net.clock.advance(2);
    }
    await drain();
    expect(await row('later')).toMatchObject({ state: 'sent', attempts: 4 });
  });
});

describe('in', () => {
  it('is a report like a text, once, answered through the API, with its picture', async () => {
    api.files.set('777', 'a picture');
    const message = text('', {
      type: 'image',
      text: undefined,
      image: { id: '777', mime_type: 'image/png', caption: 'Dos camionetas en Roosevelt y la 82, ahora' },
    });
    const before = (await inbound()).length;
    for (const status of await Promise.all([1, 2, 3].map(() => hook({ messages: [message, message] }))))
      expect([status.statusCode, status.body]).toEqual([200, '']);
    const came = (await inbound()).slice(before);
    expect(came).toMatchObject([{ claimed_by: 'hotline', media_count: 1 }]);
    await drain();
    expect(api.sent).toHaveLength(1);
    const fetched = await fetchMedia(services.config, 'whatsapp:777');
    expect(Buffer.concat(await Array.fromAsync(fetched.stream)).toString()).toBe('a picture');
    await expect(fetchMedia(services.config, 'whatsapp:999')).rejects.toThrow('media that is nowhere');
  });

  it('is stale after more days than Meta tries', async () => {
    const before = (await inbound()).length;
    await hook({ messages: [text('old', { timestamp: seconds(9 * 24 * 60) })] });
    expect((await inbound()).length).toBe(before);
    await hook({ messages: [text('late', { timestamp: seconds(6 * 24 * 60) })] });
    expect((await inbound()).length).toBe(before + 1);
  });

  it('is refused without the signature over these very bytes', async () => {
    const before = (await inbound()).length;
    const { payload, signature } = api.hook({ messages: [text('forged')] });
    for (const [body, signed] of [
      [payload, ''],
      [payload, 'sha256='],
      [payload, signature.slice(0, -1)],
      [payload, signature.replace('sha256', 'sha1')],
      [payload, `sha256=${'0'.repeat(64)}`],
      [payload.replace('forged', 'altered'), signature],
      [`${payload} `, signature],
    ])
      expect((await post(body!, signed!)).statusCode).toBe(403);
    expect((await inbound()).length).toBe(before);
    const none = await net.app.inject({ method: 'POST', url: '/hooks/whatsapp', payload: {} });
    expect(none.statusCode).toBe(404);
  });

  it('may be any JSON, or none, if it is signed: nothing breaks and nothing is kept', async () => {
    const before = (await inbound()).length;
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), async (words) => {
        const { statusCode } = await post(Buffer.from(words), api.sign(Buffer.from(words)));
        expect(statusCode).toBe(200);
      }),
      { numRuns: 60 },
    );
    const odd = [
      { id: 'x' },
      7,
      null,
      text('x', { from: 'nobody' }),
      { id: 'y', from: '1', timestamp: 'now' },
    ];
    expect((await hook({ messages: odd as object[], statuses: odd as object[] })).statusCode).toBe(200);
    expect((await inbound()).length).toBe(before);
  });
});

it('tells Meta that the address is ours, and nobody else', async () => {
  const ask = (query: string) => app.inject({ url: `/hooks/whatsapp?${query}` });
  const good = await ask('hub.mode=subscribe&hub.verify_token=agreed&hub.challenge=1158201444');
  expect([good.statusCode, good.body]).toEqual([200, '1158201444']);
  for (const bad of [
    '',
    'hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1',
    'hub.mode=unsubscribe&hub.verify_token=agreed&hub.challenge=1',
    'hub.mode=subscribe&hub.verify_token=agreed&hub.challenge=%3Cscript%3E',
  ])
    expect((await ask(bad)).statusCode).toBe(403);
});
