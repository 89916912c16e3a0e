import { beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { addAddresses, addressesOf } from '../channels/index.ts';
import { peopleByRole } from '../people/index.ts';

let net: TestNetwork;
let team: string[];

beforeAll(async () => {
  net = await testNetwork({ volunteers: 120 });
  team = (await net.tx((ctx) => peopleByRole(ctx, 'observer', 7))).map((p) => p.id);
});

type Headers = Record<string, string>;
async function post(who: Headers, url: string, payload: object = {}) {
  const answer = await net.app.inject({ method: 'POST', url: `/api/v1/${url}`, headers: who, payload });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

/** Gives a member a name, a contact and a number, and opens a session for them. */
async function settle(id: string): Promise<Headers> {
  await net.tx(async (ctx) => {
    const box = (field: string, value: string) => ctx.vault.encrypt(value, { record: id, field });
    await ctx.tx
      .updateTable('people')
      .set({
        name: box('name', 'Wilhelmina Testperson'),
        emergency_contact: box('emergency_contact', '+12125550199'),
      })
      .where('id', '=', id)
      .execute();
    await addAddresses(ctx, [{ id: newId(), personId: id, kind: 'sms', address: '+12125550142', rank: 9 }]);
  });
  return net.signIn(['observer'], id, 'field');
}

const kept = (id: string) =>
  net.tx(async (ctx) => {
    const person = await ctx.tx
      .selectFrom('people')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const addresses = await ctx.tx.selectFrom('addresses').select('id').where('person_id', '=', id).execute();
    const reachable = (await addressesOf(ctx, [id])).get(id) ?? [];
    const name = person.name && ctx.vault.decrypt<string>(person.name, { record: id, field: 'name' });
    const { state, emergency_contact } = person;
    return { state, name, contact: emergency_contact !== null, addresses: addresses.length > 0, reachable };
  });

const gone = { state: 'left', name: null, contact: false, addresses: false, reachable: [] };
const held = { state: 'left', name: 'Wilhelmina Testperson', contact: true, addresses: true, reachable: [] };

it('A removal ends all access at once; name, contact and numbers stay while a hold is about the person', async () => {
  const [id, other, lawyer, counsel, coordinator, admin] = team as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const asAdmin = await net.signIn(['admin'], admin);
  const field = await settle(id);
  await settle(other);
  const hold = newId();
  await post(await net.signIn(['legal'], lawyer), 'holds', {
    id: hold,
    personId: id,
    reason: 'A court has asked',
  });

  for (const one of [id, other]) await post(asAdmin, `people/${one}/removal`);
  await net.settle();
  expect((await net.app.inject({ url: '/api/v1/field', headers: field })).statusCode).toBe(401);
  expect(await kept(other)).toEqual(gone);
  expect(await kept(id)).toEqual(held);

  await post(await net.signIn(['counsel'], counsel), `holds/${hold}/releases`, { reason: 'It is over' });
  await net.settle();
  expect(await kept(id)).toEqual(held);
  await post(await net.signIn(['legal'], coordinator), `holds/${hold}/releases`, { reason: 'It is over' });
  await net.settle();
  expect(await kept(id)).toEqual(gone);
});

it('While another hold is about the person, the release of one lets nothing go', async () => {
  const [, , lawyer, counsel, coordinator, admin, id] = team as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  await settle(id);
  const holds = [newId(), newId()];
  const by = await net.signIn(['legal'], lawyer);
  for (const one of holds) await post(by, 'holds', { id: one, personId: id, reason: 'A court has asked' });
  await post(await net.signIn(['admin'], admin), `people/${id}/removal`);
  for (const [n, one] of holds.entries()) {
    for (const [role, who] of [
      ['counsel', counsel],
      ['legal', coordinator],
    ] as const)
      await post(await net.signIn([role], who), `holds/${one}/releases`, { reason: 'It is over' });
    await net.settle();
    expect(await kept(id)).toEqual(n === 0 ? held : gone);
  }
});
