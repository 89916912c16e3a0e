import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Carrier } from '../../../test/fakes/carrier.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { corner, incidentAt, type Neighbour, settlePeople } from '../../../test/village.ts';
import type { Call } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { addAddresses, receive } from '../channels/index.ts';
import { claimer } from './index.ts';

const carrier = new Carrier();
let net: TestNetwork;
let verifiers: Neighbour[];
let desk: Record<string, string>;
let incident: string;

const numberOf = (n: number) => `+1646555${String(3000 + n)}`;

/** A network whose verifiers are reached by text; one of them wrote STOP. */
beforeAll(async () => {
  await carrier.start();
  const twilio = { accountSid: 'AC1', authToken: 'secret', number: '+12125550199', apiUrl: carrier.url };
  net = await testNetwork({ volunteers: 40, settings: { twilio, url: 'https://hotline.test' } });
  const [dispatcher] = await settlePeople(net, 1);
  desk = await net.signIn(['dispatcher'], dispatcher!.id);
  verifiers = await settlePeople(net, 8, { course: 'verifier', languages: ['es'] });
  await net.tx(async (ctx) => {
    const ids = verifiers.map((v) => v.id);
    await ctx.tx
      .deleteFrom('addresses')
      .where('network_id', '=', ctx.network.id)
      .where('person_id', 'in', ids)
      .execute();
    await addAddresses(
      ctx,
      ids.map((personId, n) => ({ id: newId(), personId, kind: 'sms', address: numberOf(n), rank: 1 })),
    );
  });
  incident = await incidentAt(net);
});
afterAll(() => carrier.stop());

const post = async (url: string, payload: object, as = desk) => {
  const answer = await net.app.inject({ method: 'POST', url: `/api/v1/${url}`, headers: as, payload });
  return { status: answer.statusCode, body: answer.json() };
};
const quote = (body: object, as = desk) => post('delivery/quotes', body, as);

/** What left so far, and what it cost. */
const spent = () =>
  net.tx(async (ctx) => {
    const rows = await ctx.tx
      .selectFrom('spending')
      .select(['messages', 'cost'])
      .where('network_id', '=', ctx.network.id)
      .where('kind', '=', 'sms')
      .execute();
    return {
      messages: rows.reduce((n, r) => n + r.messages, 0),
      cost: rows.reduce((n, r) => n + Number(r.cost), 0),
    };
  });

async function wish() {
  const { lat, lon, name } = await net.tx(corner);
  const facts = { purpose: 'verify', lat: String(lat), lon: String(lon), minutes: '20', wanted: '2' };
  const callout = {
    ...{ id: newId(), incidentId: incident, purpose: 'verify', manner: 'pair', wanted: 2, roles: [] },
    ...{ meet: { lat, lon, label: name }, minutes: 20 },
  };
  return { facts, callout };
}

describe('what it costs', () => {
  it('is said of an ask before it is sent, as the ledger counts it afterwards', async () => {
    const { facts, callout } = await wish();
    const before = await quote({ what: 'ask', facts });
    expect(before.status).toBe(200);
    const { people, cost, ways, text, unreachable } = before.body;
    expect(people).toBeGreaterThanOrEqual(5);
    expect(unreachable).toBe(0);
    expect(ways).toEqual([{ kind: 'sms', people, parts: people * text.segments, cost }]);
    // Spanish has letters that the cheap alphabet lacks, so that one ask takes several parts.
    expect(text).toMatchObject({ alphabet: 'UCS-2', wide: expect.arrayContaining(['ó']) });
    expect(cost).toBe(people * text.segments * 113);
    expect(JSON.stringify(before.body)).not.toContain('555');

    const asked = await post('callouts', callout);
    expect(asked.status).toBe(200);
    expect(asked.body.assignments).toHaveLength(people);
    await net.settle();
    expect(await spent()).toEqual({ messages: people, cost });
  });

  it('is said of a stand-down to those who would hear it', async () => {
    for (const n of verifiers.keys())
      await receive(
        { services: net.services, network: net.network, tx: net.tx } as Call,
        { kind: 'sms', providerId: newId(), address: numberOf(n), body: 'sí 10', media: [] },
        [claimer],
      );
    await net.settle();
    const before = await spent();
    const { body } = await quote({ what: 'stand_down', subject: incident, facts: { reason: 'over' } });
    expect(body.people).toBeGreaterThan(0);
    const sent = await post('stand-downs', { id: newId(), incidentId: incident, reason: 'over' });
    expect(sent.status).toBe(200);
    await net.settle();
    const after = await spent();
    expect(after).toEqual({ messages: before.messages + body.people, cost: before.cost + body.cost });
  });

  it('is told to who may send, and asks for what it needs', async () => {
    const { facts } = await wish();
    const observer = await net.signIn(['observer']);
    expect((await quote({ what: 'ask', facts }, observer)).status).toBe(403);
    expect((await quote({ what: 'stand_down', subject: incident }, observer)).status).toBe(403);
    expect((await quote({ what: 'ask', facts: { ...facts, lat: 'here' } })).status).toBe(400);
    expect((await quote({ what: 'everything' })).status).toBe(400);
    expect((await quote({ what: 'stand_down' })).status).toBe(400);
    expect((await quote({ what: 'ask', facts }, {})).status).toBe(401);
  });
});
