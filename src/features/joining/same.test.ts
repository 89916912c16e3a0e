import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { addressesOf } from '../channels/index.ts';
import { type Person, peopleByRole, person } from '../people/index.ts';
import { type Zone, zones } from '../places/index.ts';
import { type Application, apply } from './index.ts';

let net: TestNetwork;
let zone: Zone;
let coordinator: Person;
let who: Record<string, string>;
let turn = 0;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 60 });
  await net.tx(async (ctx) => {
    coordinator = (await peopleByRole(ctx, 'coordinator', 1))[0]!;
    zone = (await zones(ctx)).find((z) => z.chapterId === coordinator.chapterId)!;
  });
  who = await net.signIn(['coordinator'], coordinator.id);
});

async function applicant(name: string, over: Partial<Application> = {}): Promise<string> {
  const { personId } = await net.tx((ctx) =>
    apply(ctx, {
      ...{ id: newId(), source: 'web', kind: 'member', name, languages: ['es'], wants: [] },
      ...{ zoneId: zone.id, addresses: [{ kind: 'sms', address: `(332) 555-${8000 + turn++}` }] },
      ...over,
    }),
  );
  return personId;
}
/** What came is compared within five minutes. */
async function compared(): Promise<void> {
  await net.settle();
  net.clock.advance(6);
  await net.settle();
}
const ask = async (method: 'GET' | 'POST', path: string, payload?: object) => {
  const headers = payload ? { ...who, 'content-type': 'application/json' } : who;
  const answer = await net.app.inject({ method, url: `/api/v1/${path}`, headers, payload });
  return { status: answer.statusCode, body: answer.json() };
};
interface Listed {
  a: { personId: string };
  b: { personId: string };
}
const pairsOf = async (...ids: string[]) =>
  ((await ask('GET', 'likenesses')).body.items as Listed[]).filter(
    ({ a, b }) => ids.includes(a.personId) && ids.includes(b.personId),
  );
const phonesOf = (id: string) => net.tx(async (ctx) => (await addressesOf(ctx, [id])).get(id)?.length ?? 0);
const stateOf = async (id: string) => (await net.tx((ctx) => person(ctx, id))).state;
const merge = (keptId: string, goneId: string, id = newId()) => ask('POST', 'merges', { id, keptId, goneId });

describe('the same person four times', () => {
  it('is found by spelling, chapter and language, and made one step by step', async () => {
    const ids = [
      await applicant('Wilhelmina Ortega'),
      await applicant('WILHELMINA ORTÉGA'),
      await applicant('Ortega, Wilhelmína'),
      await applicant('Wilhelmina Ortaga'),
    ];
    const other = await applicant('Wilhelmina Ortega', { languages: ['zh'] });
    await compared();
    expect(await pairsOf(...ids)).toHaveLength(6);
    expect(await pairsOf(other, ids[0]!)).toEqual([]);

    const [kept, ...gone] = ids as [string, ...string[]];
    const shown = await ask('POST', 'likenesses/shown', { a: kept, b: gone[0] });
    expect(shown.body.items.map((i: { name: string }) => i.name)).toEqual([
      'Wilhelmina Ortega',
      'WILHELMINA ORTÉGA',
    ]);
    expect(shown.body.looks.hour.used).toBe(2);
    for (const id of gone) expect((await merge(kept, id)).status).toBe(200);
    expect(await phonesOf(kept)).toBe(4);
    expect(await pairsOf(...ids)).toEqual([]);
    expect(await Promise.all(gone.map(stateOf))).toEqual(['left', 'left', 'left']);
    const { body } = await ask('GET', `applicants/${kept}`);
    expect(body.times).toHaveLength(4);
  });
});

describe('a merge', () => {
  it('sent twice is one, and is undone within a day: addresses, applications and state as before', async () => {
    const [kept, gone] = [await applicant('Bartholomew Quincey'), await applicant('Bartholomew Quincy')];
    await compared();
    const id = newId();
    expect((await merge(kept, gone, id)).status).toBe(200);
    expect((await merge(kept, gone, id)).status).toBe(200);
    const { merges } = (await ask('GET', 'likenesses')).body;
    expect(merges.find((m: { id: string }) => m.id === id)).toBeDefined();
    expect((await ask('POST', `merges/${id}/undone`, {})).status).toBe(200);
    expect((await ask('POST', `merges/${id}/undone`, {})).status).toBe(200);
    expect([await phonesOf(kept), await phonesOf(gone), await stateOf(gone)]).toEqual([1, 1, 'applied']);
    expect(await pairsOf(kept, gone)).toHaveLength(1);
  });

  it('stands after a day, and what was left of the other is deleted', async () => {
    const [kept, gone] = [await applicant('Theodora Vance'), await applicant('Teodora Vance')];
    await compared();
    const id = newId();
    await merge(kept, gone, id);
    net.clock.advance(25 * 60);
    await net.settle();
    who = await net.signIn(['coordinator'], coordinator.id);
    expect((await ask('POST', `merges/${id}/undone`, {})).status).toBe(409);
    const found = await net.tx((ctx) => person(ctx, gone));
    expect(found).toMatchObject({ state: 'left', homeCell: '', languages: [] });
    expect(await phonesOf(kept)).toBe(2);
  });

  it('is for pairs of the actor’s chapter of whom the one to go is no member', async () => {
    const [one, two] = [await applicant('Ignatius Pell'), await applicant('Ignatius Pell')];
    await compared();
    expect((await merge(one, coordinator.id)).status).toBe(422);
    expect((await merge(one, one)).status).toBe(404);
    expect((await merge(one, newId())).status).toBe(404);
    expect((await ask('POST', 'likenesses/shown', { a: one, b: coordinator.id })).status).toBe(404);
    const trainer = await net.signIn(['trainer']);
    const payload = { id: newId(), keptId: one, goneId: two };
    const asTrainer = { method: 'POST', url: '/api/v1/merges', headers: trainer, payload } as const;
    expect((await net.app.inject(asTrainer)).statusCode).toBe(403);
    expect((await ask('POST', 'likenesses/apart', { a: two, b: one })).body).toEqual({ apart: true });
    expect(await pairsOf(one, two)).toEqual([]);
  });
});
