import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { corner, incidentAt, type Neighbour, onPhone, settlePeople, text } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';

let net: TestNetwork;
let desk: Record<string, string>;
let observers: Neighbour[];
let verifiers: Neighbour[];
let dispatcher: Neighbour;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 40 });
  [dispatcher] = (await settlePeople(net, 1)) as [Neighbour];
  desk = await net.signIn(['dispatcher'], dispatcher.id);
  observers = await settlePeople(net, 14);
  verifiers = await settlePeople(net, 8, { course: 'verifier' });
});

type Headers = Record<string, string>;
async function call(headers: Headers, method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await net.app.inject({
    method,
    url: `/api/v1/${url}`,
    headers,
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: await net.open(headers, answer.json()) };
}
const post = (url: string, body?: object, as = desk) => call(as, 'POST', url, body ?? {});
const read = async (url: string, as = desk) => (await call(as, 'GET', url)).body;

async function wish(incidentId: string, over: object = {}) {
  const { lat, lon, name } = await net.tx(corner);
  return {
    id: newId(),
    incidentId,
    purpose: 'verify',
    manner: 'pair',
    wanted: 2,
    roles: [],
    meet: { lat, lon, label: name },
    minutes: 20,
    ...over,
  };
}

const phoneOf = (callSign: string) =>
  [dispatcher, ...observers, ...verifiers].find((p) => p.callSign === callSign)!.phone;
const lastOn = async (phone: string) => (await onPhone(net, phone)).at(-1)!.body;

describe('an evening by text', () => {
  it('goes from the first ask to the last debrief', async () => {
    const incident = await incidentAt(net);
    const early = await post('callouts', await wish(incident, { purpose: 'observe' }));
    expect([early.status, early.body.detail]).toEqual([422, 'Incident #1 is not confirmed.']);

    const asked = await post('callouts', await wish(incident));
    expect(asked.status).toBe(200);
    const { id, code, assignments } = asked.body;
    expect(assignments.length).toBeGreaterThanOrEqual(5);
    await net.settle();
    const [first, second, third] = assignments.map((a: { callSign: string }) => phoneOf(a.callSign));
    const ask = await lastOn(first);
    expect(ask).toBe(
      `Porchlight: ${code}. Somebody is needed to look and report in Jackson Heights within 20 min. Reply YES, NO or in how many minutes. You are never obliged.`,
    );

    expect(await text(net, third, 'no, at work')).toBe(`${code}: all right, thank you for answering.`);
    const yes = await text(net, first, 'yes 10');
    expect(yes).toMatch(/thank you\. Meet at .*Roosevelt.*1\. Stay back.*5\. .*ON MY WAY/s);
    expect(await text(net, second, `${code} 15 min`)).toContain(`With you: ${assignments[0].callSign}`);

    const full = await read(`callouts/${id}`);
    expect(full).toMatchObject({ filled: 2, closedAt: expect.any(String) });
    expect(full.assignments.map((a: { state: string }) => a.state)).toEqual(
      expect.arrayContaining(['accepted', 'accepted', 'declined', 'released']),
    );
    expect(full.assignments.find((a: { state: string }) => a.state === 'declined').says).toBe('at work');
    const late = phoneOf(full.assignments.find((a: { state: string }) => a.state === 'released').callSign);
    expect(await lastOn(late)).toBe(`${code}: not needed any more. Thank you!`);
    expect(await text(net, late, 'yes')).toContain('We keep you as a reserve');

    expect(await text(net, first, 'on my way')).toContain('Reply HERE');
    expect((await read(`incidents/${incident}`)).response).toBe('responding');
    expect(await text(net, first, 'here')).toContain('CONFIRMED, NOTHING, OTHER');
    expect(await text(net, second, 'here')).toContain('you are there');
    expect(await text(net, first, 'confirmed, two vans and six people')).toContain('noted: confirmed');
    const shown = await read(`incidents/${incident}`);
    expect(shown).toMatchObject({
      response: 'watching',
      confirmable: { offered: true, rule: 'verifier_on_scene' },
    });
    await post(`incidents/${incident}/verifications`, { id: newId(), finding: 'confirmed' });
    expect(await text(net, first, 'left')).toContain('you have left');
    expect(await text(net, second, 'left')).toContain('you have left. What did you find? Reply CONFIRMED');
    await net.settle();

    const out = await post('callouts', await wish(incident, { purpose: 'observe', wanted: 4 }));
    expect(out.body.wanted).toBe(4);
    await net.settle();
    const going = out.body.assignments.slice(0, 4).map((a: { callSign: string }) => phoneOf(a.callSign));
    for (const phone of going) await text(net, phone, 'yes');
    for (const phone of going) await text(net, phone, 'here');
    expect((await read(`callouts/${out.body.id}`)).filled).toBe(4);

    const over = await post('stand-downs', { id: newId(), incidentId: incident, reason: 'over' });
    expect(over.body.to.length).toBe(4);
    await net.settle();
    expect(await lastOn(going[0])).toContain('STAND DOWN now. It is over.');
    for (const phone of going.slice(0, 3))
      expect(await text(net, phone, 'ok')).toContain('LEFT when you have');
    net.clock.advance(4);
    await net.settle();
    expect(await lastOn(going[3])).toContain('you have not answered');
    expect((await read('alarms')).items).toMatchObject([{ kind: 'unacked', standDownId: over.body.id }]);
    for (const phone of going) await text(net, phone, 'left');
    expect((await read('alarms')).items).toEqual([]);

    await post(`incidents/${incident}/conclude`, { outcome: 'over-on-arrival' });
    await net.settle();
    expect(await lastOn(late)).toBe(`${code} in Jackson Heights: Confirmed, over before we came. Thank you.`);
    const { items } = await read(`incidents/${incident}/timeline`);
    const left = items.filter((e: { kind: string }) => e.kind === 'assignment.depart');
    expect(left.slice(0, 2).map((e: { data: object }) => 'unsaid' in e.data)).toEqual([false, true]);
    const kinds = items.map((e: { kind: string }) => e.kind);
    expect(kinds).toEqual(
      expect.arrayContaining([
        'callout.started',
        'callout.wave',
        'assignment.accepted',
        'assignment.declined',
        'assignment.reserve',
        'callout.filled',
        'assignment.en-route',
        'assignment.on-scene',
        'assignment.finding',
        'assignment.depart',
        'standdown.sent',
        'assignment.stand-down-ack',
        'standdown.unacked',
        'concluded',
      ]),
    );
    expect(await read('callouts?open=1')).toEqual({ items: [] });
  });
});
