import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Carrier } from '../../../test/fakes/carrier.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { buildWeb } from '../../composition.ts';
import { plusMinutes } from '../../platform/clock.ts';
import type { Services } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { deliver } from './commands/deliver.ts';
import { addAddresses, send } from './index.ts';
import { fetchTwilioMedia, isAllowed, isSigned } from './providers/twilio.ts';

const carrier = new Carrier();
let net: TestNetwork;
let services: Services;
let app: FastifyInstance;
const settings = () => services.config.twilio!;

beforeAll(async () => {
  await carrier.start();
  net = await testNetwork({ volunteers: 40 });
  const carried = {
    accountSid: 'AC1',
    authToken: 'secret',
    number: '+12125550199',
    apiUrl: carrier.url,
  };
  services = {
    ...net.services,
    config: { ...net.services.config, url: 'https://hotline.test', twilio: carried },
  };
  app = await buildWeb(services, async () => net.network.id);
});
afterAll(async () => {
  await app.close();
  carrier.stop();
});

const sign = (path: string, form: Record<string, string>) =>
  createHmac('sha1', 'secret')
    .update(
      Object.keys(form)
        .sort()
        .reduce((text, name) => text + name + form[name], `https://hotline.test${path}`),
    )
    .digest('base64');

const hook = (path: string, form: Record<string, string>, signature = sign(path, form)) =>
  app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    payload: new URLSearchParams(form).toString(),
  });

const message = (over: Record<string, string> = {}) => ({
  MessageSid: `SM${newId()}`,
  From: '+19175550123',
  To: '+12125550199',
  Body: 'HELP',
  NumMedia: '0',
  ...over,
});

const rowsOf = (purpose: string) =>
  net.tx((ctx) =>
    ctx.tx
      .selectFrom('messages')
      .selectAll()
      .where('network_id', '=', ctx.network.id)
      .where('purpose', '=', purpose)
      .execute(),
  );

const providerIdOf = async (id: string) =>
  (await net.tx((ctx) =>
    ctx.tx
      .selectFrom('attempts')
      .select('provider_id')
      .where('network_id', '=', ctx.network.id)
      .where('message_id', '=', id)
      .where('outcome', '=', 'taken')
      .executeTakeFirstOrThrow(),
  ))!.provider_id!;

describe('the carrier’s hook', () => {
  it('answers with TwiML what is signed, and a retried delivery alike, changing nothing', async () => {
    const form = message();
    const first = await hook('/hooks/twilio/message', form);
    expect([first.statusCode, first.headers['content-type']]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(first.body).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><Response><Message>New York Rapid Response \(demo\): write what you see.*<\/Message><\/Response>$/,
    );
    const count = () =>
      net.tx((ctx) =>
        ctx.tx.selectFrom('inbound').select('id').where('network_id', '=', ctx.network.id).execute(),
      );
    const before = (await count()).length;
    const again = await Promise.all([1, 2, 3].map(() => hook('/hooks/twilio/message', form)));
    expect(again.map((a) => a.body)).toEqual([first.body, first.body, first.body]);
    expect((await count()).length).toBe(before);
  });

  it('signs and checks as the carrier’s own package does', () => {
    const url = 'https://hotline.test/hooks/twilio/message';
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'binary' })), (fields) => {
        const form = { ...fields };
        const theirs = twilio.getExpectedTwilioSignature('secret', url, form);
        expect(isSigned(settings(), url, form, theirs)).toBe(true);
        expect(twilio.validateRequest('secret', sign('/hooks/twilio/message', form), url, form)).toBe(true);
        expect(isSigned({ ...settings(), authToken: 'other' }, url, form, theirs)).toBe(false);
      }),
    );
  });

  it('refuses what is not signed, signed for another address, altered, or without form', async () => {
    const form = message();
    for (const answer of [
      await hook('/hooks/twilio/message', form, ''),
      await hook('/hooks/twilio/message', form, 'nonsense'),
      await hook('/hooks/twilio/message', form, sign('/hooks/twilio/status', form)),
      await hook('/hooks/twilio/message', { ...form, Body: 'STOP' }, sign('/hooks/twilio/message', form)),
    ])
      expect(answer.statusCode).toBe(403);
    const written = await net.tx((ctx) =>
      ctx.tx.selectFrom('audit_acts').select('act').where('network_id', '=', ctx.network.id).execute(),
    );
    expect(written.filter(({ act }) => act === 'hook.forged')).toHaveLength(1);
    expect((await net.app.inject({ method: 'POST', url: '/hooks/twilio/message' })).statusCode).toBe(404);
  });

  it('knows Twilio’s own example of a signature', () => {
    const form = {
      Digits: '1234',
      To: '+18005551212',
      From: '+14158675309',
      Caller: '+14158675309',
      CallSid: 'CA1234567890ABCDE',
    };
    const given = { ...settings(), authToken: '12345' };
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(isSigned(given, url, form, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')).toBe(true);
    expect(isSigned(given, `${url}&x`, form, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')).toBe(false);
  });

  it('fetches media from the carrier only', async () => {
    expect(isAllowed(settings(), `${carrier.url}/media/1`)).toBe(true);
    for (const url of ['http://169.254.169.254/x', 'file:///etc/passwd', `${carrier.url}.evil.test/`, 'x'])
      expect(isAllowed(settings(), url)).toBe(false);
    const fetched = await fetchTwilioMedia(settings(), `${carrier.url}/media/1`);
    expect(await fetched.text()).toBe('a picture');
    const inside = `${carrier.url}/media/1?to=${encodeURIComponent('http://169.254.169.254/')}`;
    await expect(fetchTwilioMedia(settings(), inside)).rejects.toThrow('not on the list');
    await expect(fetchTwilioMedia(settings(), 'http://example.test/')).rejects.toThrow('another host');
  });

  it('obeys STOP and START for members and strangers', async () => {
    const from = '+19175550177';
    const out = (n: number) =>
      net.tx((ctx) =>
        send(ctx, [
          { to: { kind: 'sms', address: from }, body: `m${n}`, language: 'en', purpose: `stop${n}` },
        ]),
      );
    await hook('/hooks/twilio/message', message({ From: from, Body: 'Stop' }));
    await out(1);
    expect((await rowsOf('stop1'))[0]!.state).toBe('stopped');
    const start = await hook('/hooks/twilio/message', message({ From: from, Body: 'ALTA' }));
    expect(start.body).toContain('volverá a recibir');
    await out(2);
    expect((await rowsOf('stop2'))[0]!.state).toBe('queued');
  });
});

describe('the ledger', () => {
  it('hands over, tries again what may work, gives up on what cannot, and follows the status', async () => {
    await deliver(services, net.network.id);
    carrier.sent = [];
    const to = (n: number) => ({ kind: 'sms', address: `+1917555020${n}` }) as const;
    await net.tx((ctx) =>
      send(ctx, [
        { to: to(1), body: 'one', language: 'en', purpose: 'p1' },
        { to: to(2), body: 'two', language: 'en', purpose: 'p2', urgent: true, drill: true },
      ]),
    );
    carrier.answers = [() => ({ status: 503, body: {} }), () => ({ status: 400, body: { code: 21211 } })];
    await deliver(services, net.network.id);
    expect(carrier.sent.map((m) => m.Body).sort()).toEqual(['[DRILL] two', 'one']);
    expect(carrier.sent[0]).toMatchObject({
      From: '+12125550199',
      StatusCallback: 'https://hotline.test/hooks/twilio/status',
      path: '/2010-04-01/Accounts/AC1/Messages.json',
      authorization: `Basic ${Buffer.from('AC1:secret').toString('base64')}`,
    });
    const states = [...(await rowsOf('p1')), ...(await rowsOf('p2'))].map((m) => m.state).sort();
    expect(states).toEqual(['failed', 'queued']);
    expect(await deliver(services, net.network.id)).toBe(false);
    net.clock.advance(1);
    await deliver(services, net.network.id);
    const all = [...(await rowsOf('p1')), ...(await rowsOf('p2'))];
    const sent = all.find((m) => m.state === 'sent')!;
    expect(sent.attempts).toBe(2);
    const status = {
      MessageSid: await providerIdOf(sent.id),
      MessageStatus: 'delivered',
      From: '+12125550199',
    };
    expect((await hook('/hooks/twilio/status', status)).statusCode).toBe(200);
    expect((await hook('/hooks/twilio/status', { ...status, MessageStatus: 'failed' })).statusCode).toBe(200);
    expect((await rowsOf(sent.purpose))[0]!.state).toBe('delivered');
  });

  it('gives up after six tries, and says so', async () => {
    await net.tx((ctx) =>
      send(ctx, [
        { to: { kind: 'sms', address: '+19175550300' }, body: 'x', language: 'en', purpose: 'never' },
      ]),
    );
    carrier.answers = Array.from({ length: 6 }, () => () => ({ status: 500, body: {} }));
    for (let i = 0; i < 6; i++) {
      await deliver(services, net.network.id);
      net.clock.advance(5);
    }
    expect((await rowsOf('never'))[0]).toMatchObject({ state: 'failed', attempts: 6, error: 'carrier 500' });
    const failed = await net.tx((ctx) =>
      ctx.tx.selectFrom('events').select('kind').where('kind', '=', 'message.failed').execute(),
    );
    expect(failed.length).toBeGreaterThan(0);
  });

  it('loses nothing when a worker dies, and two workers take no message twice', async () => {
    const people = Array.from({ length: 150 }, (_, n) => ({
      id: newId(),
      personId: newId(),
      kind: 'wall' as const,
      address: `+1666555${String(n).padStart(4, '0')}`,
      rank: 1,
    }));
    await net.tx((ctx) => addAddresses(ctx, people));
    await net.tx((ctx) =>
      send(
        ctx,
        people.map((p) => ({ to: { personId: p.personId }, body: 'x', language: 'en', purpose: 'many' })),
      ),
    );
    // A worker that took twenty of them in hand and died.
    await deliver(services, net.network.id);
    const lost = (await rowsOf('many')).slice(0, 20).map((m) => m.id);
    await net.tx(async (ctx) => {
      const messages = ctx.tx.updateTable('messages').where('network_id', '=', ctx.network.id);
      await messages.set({ state: 'queued' }).where('purpose', '=', 'many').execute();
      await ctx.tx
        .updateTable('ways')
        .set({ holder: newId(), held_until: plusMinutes(ctx.now, 0.3), in_hand: JSON.stringify(lost) })
        .where('network_id', '=', ctx.network.id)
        .where('kind', '=', 'wall')
        .execute();
    });
    const states = async () => {
      const sums: Record<string, number> = {};
      for (const { state, attempts, repeat } of await rowsOf('many')) {
        const name = `${state} ${attempts}${repeat ? ' again' : ''}`;
        sums[name] = (sums[name] ?? 0) + 1;
      }
      return sums;
    };
    await Promise.all([1, 2, 3].map(() => deliver(services, net.network.id)));
    expect(await states()).toEqual({ 'queued 1': 150 });
    net.clock.advance(1);
    await Promise.all([1, 2, 3].map(() => deliver(services, net.network.id)));
    expect(await states()).toEqual({ 'delivered 2': 130, 'delivered 2 again': 20 });
  });

  it('says who cannot be reached', async () => {
    const nobody = newId();
    const result = await net.tx((ctx) =>
      send(ctx, [{ to: { personId: nobody }, body: 'x', language: 'en', purpose: 'none' }]),
    );
    expect(result).toEqual({ unreachable: [nobody] });
  });
});

describe('the phone wall', () => {
  it('shows phones with both sides of a thread, finds quiet ones, and takes a message once', async () => {
    const address = '+12125550142';
    const url = `/api/v1/demo/phones/${encodeURIComponent(address)}`;
    const payload = { id: newId(), body: 'ayuda' };
    const write = () => app.inject({ method: 'POST', url: `${url}/messages`, payload });
    const [one, two] = [await write(), await write()];
    expect(one.json().reply).toContain('escriba qué ve');
    expect(two.json()).toEqual(one.json());
    const shown = (await app.inject({ method: 'GET', url })).json();
    expect(shown.messages.map((m: { from: string }) => m.from)).toEqual(['phone', 'network']);
    const list = (await app.inject({ method: 'GET', url: '/api/v1/demo/phones' })).json().items;
    expect(list[0]).toMatchObject({ address, callSign: '', count: 2 });
    const quiet = await app.inject({ method: 'GET', url: '/api/v1/demo/phones?q=%2B1718555' });
    expect(quiet.json().items.length).toBeGreaterThan(10);
    expect(quiet.json().items[0].callSign).not.toBe('');
  });
});
