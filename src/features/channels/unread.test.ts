import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Carrier } from '../../../test/fakes/carrier.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { emit } from '../../platform/events/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { saveReceipts } from './commands/status.ts';
import { addAddresses, type Outgoing, receive, send } from './index.ts';

const carrier = new Carrier();
let net: TestNetwork;
let turn = 0;

beforeAll(async () => {
  await carrier.start();
  const twilio = { accountSid: 'AC1', authToken: 'secret', number: '+12125550199', apiUrl: carrier.url };
  net = await testNetwork({ volunteers: 3, settings: { twilio, url: 'https://hotline.test' } });
});
afterAll(() => carrier.stop());
beforeEach(() => {
  net.clock.advance(120);
});

/** An urgent text to somebody new, whose phone says that it has it. */
async function arrived(more: Partial<Outgoing> = {}, second?: 'whatsapp') {
  const [personId, subject] = [newId(), newId()];
  const address = `+1917555${String(1000 + turn++)}`;
  const kinds = ['sms' as const, ...(second ? [second] : [])];
  await net.tx(async (ctx) => {
    await addAddresses(
      ctx,
      kinds.map((kind, i) => ({ id: newId(), personId, kind, address, rank: i + 1 })),
    );
    const message = { body: 'Go?', language: 'en', purpose: 'ask', subject, urgent: true, ...more };
    await send(ctx, [{ to: { personId }, ...message }]);
  });
  await net.settle();
  const attempts = () =>
    net.tx((ctx) =>
      ctx.tx
        .selectFrom('attempts as a')
        .innerJoin('messages as m', (on) =>
          on.onRef('m.network_id', '=', 'a.network_id').onRef('m.id', '=', 'a.message_id'),
        )
        .select(['a.kind', 'a.provider_id as providerId', 'm.state'])
        .where('m.network_id', '=', ctx.network.id)
        .where('m.person_id', '=', personId)
        .orderBy('a.n')
        .execute(),
    );
  const said = async (state: 'delivered' | 'read', n = 0) => {
    const { providerId } = (await attempts())[n]!;
    await net.tx((ctx) => saveReceipts(ctx, net.services.config, [{ providerId: providerId!, state }]));
  };
  await said('delivered');
  return {
    ...{ personId, subject, address, said },
    kinds: async () => (await attempts()).map((a) => a.kind),
    state: async () => (await attempts()).at(-1)!.state,
  };
}

const later = async (minutes: number) => {
  net.clock.advance(minutes);
  await net.settle();
};

/** Somebody writes back. */
const answer = (address: string, body: string) =>
  receive(
    { services: net.services, network: net.network, tx: net.tx } as Call,
    { kind: 'sms', providerId: newId(), address, body, media: [] },
    [],
  );

describe('a page that arrived', () => {
  it('rings three minutes after it left, if nobody read or answered it', async () => {
    const page = await arrived();
    await later(2.9);
    expect(await page.kinds()).toEqual(['sms']);
    await later(0.2);
    expect(await page.kinds()).toEqual(['sms', 'voice']);
    // The carrier says it again: the telephone goes on ringing.
    await page.said('delivered');
    expect(await page.state()).toBe('sent');
  });

  it('rings before it goes any other way', async () => {
    const page = await arrived({}, 'whatsapp');
    await later(3.1);
    expect(await page.kinds()).toEqual(['sms', 'voice']);
  });

  it('waits as long as an admin has set', async () => {
    const as = await net.signIn(['admin']);
    const caps = { centsADay: 5000, messagesADay: 40, ringMinutes: 10 };
    const set = (ringMinutes: number) =>
      net.app.inject({
        ...{ method: 'PUT', url: '/api/v1/delivery/caps', headers: as },
        payload: { ...caps, ringMinutes },
      });
    expect((await set(10)).statusCode).toBe(200);
    const page = await arrived();
    await later(9.5);
    expect(await page.kinds()).toEqual(['sms']);
    await later(1);
    expect(await page.kinds()).toEqual(['sms', 'voice']);
    await set(3);
  });

  it('rings nobody who has read it, or answered it, whichever comes first', async () => {
    const read = await arrived();
    await read.said('read');
    const answered = await arrived();
    await answer(answered.address, 'yes');
    // The phone's receipt comes after its owner's answer.
    const early = await arrived();
    await answer(early.address, 'yes');
    await early.said('delivered');
    await later(10);
    for (const page of [read, answered, early]) expect(await page.kinds()).toEqual(['sms']);
  });

  it('rings nobody whose answer came before any receipt', async () => {
    const [personId, subject] = [newId(), newId()];
    const address = `+1917555${String(1000 + turn++)}`;
    await net.tx(async (ctx) => {
      await addAddresses(ctx, [{ id: newId(), personId, kind: 'sms', address, rank: 1 }]);
      const message = { body: 'Go?', language: 'en', purpose: 'ask', subject, urgent: true };
      await send(ctx, [{ to: { personId }, ...message }]);
    });
    await net.settle();
    await answer(address, 'yes');
    const row = () =>
      net.tx((ctx) =>
        ctx.tx
          .selectFrom('messages')
          .innerJoin('attempts', 'attempts.message_id', 'messages.id')
          .select(['provider_id as providerId', 'next_way_at as nextWayAt', 'state'])
          .where('messages.network_id', '=', ctx.network.id)
          .where('subject', '=', subject)
          .executeTakeFirstOrThrow(),
      );
    const { providerId } = await row();
    await net.tx((ctx) =>
      saveReceipts(ctx, net.services.config, [{ providerId: providerId!, state: 'delivered' }]),
    );
    expect(await row()).toMatchObject({ state: 'delivered', nextWayAt: null });
  });

  it('rings nobody whose ask is over, nor for what needs no waking', async () => {
    const over = await arrived();
    await net.tx((ctx) =>
      emit(ctx, { kind: 'assignment.released', subject: over.subject, data: { person: over.personId } }),
    );
    const thanks = await arrived({ purpose: 'not_needed' });
    const routine = await arrived({ urgent: false });
    await later(10);
    for (const page of [over, thanks, routine]) expect(await page.kinds()).toEqual(['sms']);
  });

  it('rings nobody who wrote STOP meanwhile, and stays as it is', async () => {
    const page = await arrived();
    await answer(page.address, 'stop');
    const unread = await arrived();
    await net.tx((ctx) =>
      ctx.tx
        .deleteFrom('addresses')
        .where('network_id', '=', ctx.network.id)
        .where('person_id', '=', unread.personId)
        .execute(),
    );
    await later(10);
    expect([await page.kinds(), await unread.kinds()]).toEqual([['sms'], ['sms']]);
    expect([await page.state(), await unread.state()]).toEqual(['delivered', 'delivered']);
  });
});
