import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Carrier } from '../../../test/fakes/carrier.ts';
import { MailServer } from '../../../test/fakes/smtp.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { plusMinutes } from '../../platform/clock.ts';
import type { Services } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { deliver } from './commands/deliver.ts';
import { saveReceipts } from './commands/status.ts';
import type { Kind } from './contract.ts';
import { addAddresses, addressKey, forgetAddresses, type Outgoing, receive, send } from './index.ts';
import { stopAddress } from './store.ts';

const carrier = new Carrier();
const mail = new MailServer();
let net: TestNetwork;
let services: Services;
const taken = carrier.usual;
let turn = 0;

beforeAll(async () => {
  await Promise.all([carrier.start(), mail.start()]);
  net = await testNetwork({ volunteers: 3 });
  const config = { ...net.services.config, url: 'https://hotline.test', smtp: { url: mail.url } };
  const twilio = { accountSid: 'AC1', authToken: 'secret', number: '+12125550199', apiUrl: carrier.url };
  services = { ...net.services, config: { ...config, twilio } };
});
afterAll(() => {
  carrier.stop();
  mail.stop();
});
beforeEach(async () => {
  // What a test left waiting leaves now, so that the next finds nothing.
  carrier.answers = [];
  await later(60 * 24);
  await later(60);
  net.clock.advance(60);
  carrier.sent = [];
  mail.taken = [];
});

/** Somebody new, with these ways in this order. */
async function somebody(...kinds: Kind[]): Promise<string> {
  const personId = newId();
  turn++;
  const addressOn = (kind: Kind) =>
    kind === 'email' ? `p${turn}@example.org` : `+1917555${String(1000 + turn)}`;
  await net.tx((ctx) =>
    addAddresses(
      ctx,
      kinds.map((kind, i) => ({ id: newId(), personId, kind, address: addressOn(kind), rank: i + 1 })),
    ),
  );
  return personId;
}

const write = (personId: string, purpose: string, more: Partial<Outgoing> = {}) =>
  net.tx((ctx) => send(ctx, [{ to: { personId }, body: purpose, language: 'en', purpose, ...more }]));

const rowOf = (personId: string) =>
  net.tx((ctx) =>
    ctx.tx
      .selectFrom('messages')
      .selectAll()
      .where('network_id', '=', ctx.network.id)
      .where('person_id', '=', personId)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );

const attemptsOf = async (personId: string) => {
  const { id } = await rowOf(personId);
  return net.tx((ctx) =>
    ctx.tx
      .selectFrom('attempts')
      .selectAll()
      .where('network_id', '=', ctx.network.id)
      .where('message_id', '=', id)
      .orderBy('n')
      .execute(),
  );
};

const drain = async () => {
  while (await deliver(services, net.network.id));
};
const later = async (minutes: number) => {
  net.clock.advance(minutes);
  await drain();
};
const receipts = (...list: Parameters<typeof saveReceipts>[2]) =>
  net.tx((ctx) => saveReceipts(ctx, services.config, list));

const hand = (personId: string) =>
  attemptsOf(personId).then((all) => all.map((a) => `${a.kind} ${a.outcome} ${a.code ?? ''}`.trim()));

describe('the next way', () => {
  it('takes it when an urgent message gets no receipt in two minutes, and only then', async () => {
    const personId = await somebody('sms', 'email');
    await write(personId, 'ask', { urgent: true });
    await drain();
    await later(1.9);
    expect(await hand(personId)).toEqual(['sms taken']);
    await later(0.2);
    expect(await hand(personId)).toEqual(['sms taken', 'email taken']);
    expect(await rowOf(personId)).toMatchObject({ state: 'sent', kind: 'email' });
    // After every other way the number that takes texts is called.
    await later(2.1);
    expect(await hand(personId)).toEqual(['sms taken', 'email taken', 'voice taken']);
    await later(60);
    net.clock.advance(60);
    // No further way: it stays as it is.
    expect(await rowOf(personId)).toMatchObject({ state: 'sent', next_way_at: null, attempts: 3 });
  });

  it.each([
    [
      'a word that it was read',
      async (_: string, providerId: string) => receipts({ providerId, state: 'read' }),
    ],
    [
      'a word written back',
      async (personId: string) => {
        const [at] = await net.tx((ctx) =>
          ctx.tx
            .selectFrom('addresses')
            .select(['id', 'address'])
            .where('network_id', '=', ctx.network.id)
            .where('person_id', '=', personId)
            .where('kind', '=', 'sms')
            .execute(),
        );
        const call = {
          ...{ services, network: net.network, origin: '', actor: net.actor([]) },
          tx: net.tx,
        };
        const address = await net.tx(async (ctx) =>
          ctx.vault.decrypt<string>(at!.address, { record: at!.id, field: 'address' }),
        );
        await receive(call, { kind: 'sms', providerId: newId(), address, body: 'yes', media: [] }, []);
        expect((await rowOf(personId)).reply_id).not.toBeNull();
      },
    ],
  ])('does not after %s', async (_, happens) => {
    const personId = await somebody('sms', 'email');
    await write(personId, 'ask', { urgent: true });
    await drain();
    await happens(personId, (await attemptsOf(personId))[0]!.provider_id!);
    await later(10);
    expect(await hand(personId)).toEqual(['sms taken']);
  });

  it('waits half an hour with what is routine', async () => {
    const personId = await somebody('sms', 'email');
    await write(personId, 'note');
    await drain();
    await later(29);
    expect(await hand(personId)).toEqual(['sms taken']);
    await later(2);
    expect(await hand(personId)).toEqual(['sms taken', 'email taken']);
  });

  it('leaves a carrier that is gone after two tries when it is urgent, and one that refuses at once', async () => {
    carrier.usual = () => ({ status: 503, body: {} });
    const [urgent, routine, refused] = [
      await somebody('sms', 'email'),
      await somebody('sms', 'email'),
      await somebody('whatsapp', 'email'),
    ];
    await write(urgent, 'ask', { urgent: true });
    await write(routine, 'note');
    await drain();
    await later(0.5);
    expect(await hand(urgent)).toEqual(['sms failed carrier 503', 'sms failed carrier 503', 'email taken']);
    expect(await hand(routine)).toHaveLength(2);
    for (const minutes of [1, 1, 2, 3]) await later(minutes);
    expect((await hand(routine)).slice(3)).toEqual(['sms failed carrier 503', 'email taken']);
    carrier.usual = () => ({ status: 400, body: { code: 63016 } });
    await write(refused, 'note');
    await drain();
    expect(await hand(refused)).toEqual(['whatsapp refused carrier 63016', 'email taken']);
    carrier.usual = taken;
  });

  it('goes on when the carrier says failed afterwards, and passes over an address that said STOP', async () => {
    const personId = await somebody('sms', 'whatsapp', 'email');
    await net.tx((ctx) => stopAddress(ctx, addressKey(ctx.vault, 'whatsapp', `+1917555${1000 + turn}`)));
    await write(personId, 'note');
    await drain();
    const [first] = await attemptsOf(personId);
    await receipts({ providerId: first!.provider_id!, state: 'failed', code: 'carrier 30005' });
    await drain();
    expect(await hand(personId)).toEqual(['sms taken carrier 30005', 'email taken']);
  });
});

describe('receipts', () => {
  it('go forward only, whatever their order and however often, and one that came early is taken up', async () => {
    const personId = await somebody('sms');
    await write(personId, 'note');
    const providerId = `SM-early-${turn}`;
    carrier.answers = [() => ({ status: 201, body: { sid: providerId } })];
    await receipts({ providerId, state: 'delivered' });
    await drain();
    expect((await rowOf(personId)).state).toBe('delivered');
    await receipts({ providerId, state: 'read' }, { providerId, state: 'delivered' });
    await receipts({ providerId, state: 'failed' }, { providerId, state: 'read' });
    expect((await rowOf(personId)).state).toBe('read');
    const [attempt] = await attemptsOf(personId);
    expect([attempt!.delivered_at, attempt!.read_at, attempt!.failed_at]).not.toContain(null);
  });

  it('of nobody’s message change nothing', async () => {
    await receipts({ providerId: 'SM-nobody', state: 'failed' });
  });
});

describe('repeats', () => {
  it('say so where the carrier’s answer was lost, and not where it said that it took nothing', async () => {
    const [lost, busy] = [await somebody('sms'), await somebody('sms')];
    carrier.answers = [() => 'lost'];
    await write(lost, 'first');
    await drain();
    carrier.answers = [() => ({ status: 429, body: {} })];
    await write(busy, 'second');
    await drain();
    await later(1);
    const bodies = carrier.sent.map((m) => m.Body);
    expect(bodies.slice(0, 2)).toEqual(['first', 'second']);
    // These two leave at once, in either order.
    expect(bodies.slice(2).sort()).toEqual(['(Again, in case it got lost) first', 'second']);
    expect((await rowOf(lost)).repeat).toBe(true);
  });
});

describe('limits', () => {
  it('hands over no faster than the carrier takes it, urgent first', async () => {
    const people = await Promise.all(Array.from({ length: 70 }, () => somebody('sms')));
    for (const id of people) await write(id, 'note');
    const woken = await somebody('sms');
    await write(woken, 'ask', { urgent: true });
    await drain();
    expect([carrier.sent.length, carrier.sent[0]!.Body]).toEqual([60, 'ask']);
    await later(5 / 60);
    expect(carrier.sent.length).toBe(65);
    await later(1);
    expect(carrier.sent.length).toBe(71);
  });

  it('holds back what a person gets beyond the day’s number, but no stand-down and no emergency', async () => {
    await setCaps(5000, 3);
    const personId = await somebody('sms');
    for (let i = 0; i < 5; i++) await write(personId, 'note');
    await drain();
    for (const purpose of ['stand_down', 'emergency']) await write(personId, purpose);
    await drain();
    expect(carrier.sent.map((m) => m.Body)).toEqual(['note', 'note', 'note', 'stand_down', 'emergency']);
    await later(60 * 24);
    await write(personId, 'tomorrow');
    await drain();
    expect(carrier.sent.at(-1)!.Body).toBe('tomorrow');
    expect(carrier.sent).toHaveLength(6);
  });

  it('stops at the day’s money, counts each segment by where it goes, and lets a stand-down through', async () => {
    // A US segment is 1.13 cents: two of them fit, one of two segments no more.
    await setCaps(3, 40);
    const ids = await Promise.all(Array.from({ length: 4 }, () => somebody('sms')));
    await write(ids[0]!, 'one');
    await write(ids[1]!, 'two');
    await write(ids[2]!, 'long', { body: 'ó'.repeat(200) });
    await write(ids[3]!, 'stand_down');
    await drain();
    expect(carrier.sent.map((m) => m.Body).sort()).toEqual(['one', 'stand_down', 'two']);
    expect(await rowOf(ids[2]!)).toMatchObject({ state: 'held', error: 'spending cap' });
    const free = await somebody('email');
    await write(free, 'costs nothing');
    await drain();
    expect((await rowOf(free)).state).toBe('sent');
    await setCaps(5000, 40);
  });
});

describe('STOP', () => {
  it('is kept when the person is deleted', async () => {
    const personId = await somebody('sms');
    const address = `+1917555${1000 + turn}`;
    await net.tx((ctx) => stopAddress(ctx, addressKey(ctx.vault, 'sms', address)));
    await net.tx((ctx) => forgetAddresses(ctx, personId));
    const again = newId();
    await net.tx((ctx) =>
      addAddresses(ctx, [{ id: newId(), personId: again, kind: 'sms', address, rank: 1 }]),
    );
    const { unreachable } = await write(again, 'note');
    await drain();
    expect([unreachable, carrier.sent]).toEqual([[again], []]);
  });
});

const setCaps = (cents: number, messages: number) =>
  net.tx((ctx) => {
    const caps = {
      cents_a_day: cents,
      messages_a_day: messages,
      ring_minutes: 3,
      set_at: plusMinutes(ctx.now, 0),
    };
    return ctx.tx
      .insertInto('delivery_caps')
      .values({ network_id: ctx.network.id, ...caps })
      .onConflict((c) => c.column('network_id').doUpdateSet(caps))
      .execute();
  });
