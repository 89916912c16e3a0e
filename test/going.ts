import { expect } from 'vitest';
import { newId } from '../src/platform/id.ts';
import { testNetwork } from './harness.ts';
import { corner, incidentAt, type Neighbour, onPhone, settlePeople, verifierSaw } from './village.ts';

type Headers = Record<string, string>;

export interface Going {
  incident: string;
  callout: string;
  code: string;
  /** Assignment id, person and session of those asked, in the order asked. */
  asked: { id: string; callSign: string; phone: string; personId: string; as: Headers }[];
}

/** A network of a dispatcher, who is counsel too, and people at the crossing who are called out. */
export async function networkThatGoes() {
  const net = await testNetwork({ volunteers: 60 });
  const [dispatcher] = (await settlePeople(net, 1, { languages: ['ko'] })) as [Neighbour];
  const desk = await net.signIn(['dispatcher', 'counsel'], dispatcher.id);
  const observers = await settlePeople(net, 30);
  const verifiers = await settlePeople(net, 8, { course: 'verifier' });
  const people = [...observers, ...verifiers, dispatcher];
  // Nobody else is asked: each who is has a telephone that the test knows.
  await net.tx((ctx) =>
    ctx.tx
      .updateTable('responders')
      .set({ active: false })
      .where('network_id', '=', ctx.network.id)
      .where(
        'person_id',
        'not in',
        people.map(({ id }) => id),
      )
      .execute(),
  );

  async function call(
    headers: Headers,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
  ) {
    const answer = await net.app.inject({
      method,
      url: `/api/v1/${url}`,
      headers,
      ...(payload && { payload }),
    });
    return { status: answer.statusCode, body: await net.open(headers, answer.json()) };
  }
  const post = (url: string, body: object = {}, as = desk) => call(as, 'POST', url, body);
  const read = async (url: string, as = desk) => (await call(as, 'GET', url)).body;
  const lastOn = async (phone: string) => (await onPhone(net, phone)).at(-1)?.body ?? '';

  async function wish(incidentId: string, over: object = {}) {
    const { lat, lon, name } = await net.tx(corner);
    const meet = { lat, lon, label: name };
    const base = { id: newId(), incidentId, purpose: 'observe', manner: 'pair', wanted: 2, roles: [], meet };
    return { ...base, minutes: 20, ...over };
  }

  /** An incident that is confirmed by somebody's word, at the crossing. */
  async function confirmed(over: { northM?: number; drill?: boolean } = {}): Promise<string> {
    const id = await incidentAt(net, over);
    await verifierSaw(net, id, verifiers[0]!.id);
    const decided = await post(`incidents/${id}/verifications`, { id: newId(), finding: 'confirmed' });
    expect(decided.body.verification).toBe('confirmed');
    return id;
  }

  async function callOut(over: object = {}, at: { northM?: number; drill?: boolean } = {}): Promise<Going> {
    const incident = await confirmed(at);
    const { status, body } = await post('callouts', await wish(incident, over));
    expect(status).toBe(200);
    await net.settle();
    const asked = await Promise.all(
      body.assignments.map(async (a: { id: string; personId: string; callSign: string }) => ({
        ...a,
        phone: people.find((p) => p.id === a.personId)!.phone,
        as: { ...(await net.signIn(['observer'], a.personId)), 'x-porchlight-face': 'desk' },
      })),
    );
    return { incident, callout: body.id, code: body.code, asked };
  }

  /** Everyone home and the incident over, so that the next test finds its places free. */
  async function clear({ incident }: Going) {
    await post('stand-downs', { id: newId(), incidentId: incident, reason: 'over' });
    const { items } = await read(`callouts?incidentId=${incident}`);
    for (const a of items.flatMap((c: { assignments: { id: string; state: string }[] }) => c.assignments))
      if (a.state === 'accepted' || a.state === 'en_route' || a.state === 'on_scene') {
        for (const step of ['on-scene', 'depart'])
          await post(`assignments/${a.id}/step`, { id: newId(), step });
        await post(`stand-downs/${items[0].standDown.id}/acks`, { assignmentId: a.id });
      }
    await post(`incidents/${incident}/conclude`, { outcome: 'confirmed' });
    await net.settle();
    await net.tx(async (ctx) => {
      expect(await ctx.tx.selectFrom('seats').select('subject').execute()).toEqual([]);
      await ctx.tx.updateTable('responders').set({ rest_until: null, asked_at: null }).execute();
      await ctx.tx
        .updateTable('assignments')
        .set({ asked_at: new Date(ctx.now.getTime() - 9 * 86_400_000) })
        .execute();
    });
  }

  const act = (as: Headers, assignment: string, path: string, more: object = {}) =>
    post(`field/${assignment}/${path}`, { id: newId(), ...more }, as);

  return { net, desk, people, call, post, read, lastOn, wish, confirmed, callOut, clear, act };
}
