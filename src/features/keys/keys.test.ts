import { expect, test } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { loadRingKey, sealRecord } from '../../platform/crypto/records.ts';
import { newId } from '../../platform/id.ts';
import { fromBase64, openField, type Ring, unwrapRecordKey } from '../../platform/seal/index.ts';
import type { HeldKey, RecordKey, RingKey } from './contract.ts';
import { keepRecordKeys } from './index.ts';
import { ringsOf } from './rules.ts';

const net = await testNetwork();
const network = net.network.id;

async function get<T>(url: string, headers: Record<string, string>): Promise<T> {
  const answer = await net.app.inject({ method: 'GET', url, headers });
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

async function wrapsOf(ids: string[], headers: Record<string, string>): Promise<RecordKey[]> {
  const answer = await net.app.inject({
    method: 'POST',
    url: '/api/v1/keys/records',
    headers,
    payload: { ids },
  });
  expect(answer.statusCode).toBe(200);
  return answer.json().items;
}

async function sealed(ring: Ring, record = newId()) {
  const { items } = await get<{ items: RingKey[] }>('/api/v1/keys/rings', await net.signIn(['observer']));
  const { epoch, publicKey } = items.find((key) => key.ring === ring)!;
  const key = await loadRingKey(ring, epoch, fromBase64(publicKey));
  const made = await sealRecord(network, [key], record, { words: 'two vans' });
  await net.tx((ctx) => keepRecordKeys(ctx, made.keys));
  return { record, box: made.boxes.words, id: made.keys[0]!.id };
}

test('Each ring has its readers; being admin, observer or nobody opens none', () => {
  const of = (...roles: string[]) => ringsOf(roles.map((role) => ({ role })));
  expect(of('operator')).toEqual(['desk']);
  expect(of('coordinator')).toEqual(['desk', 'conduct']);
  expect(of('legal', 'counsel')).toEqual(['legal', 'conduct']);
  expect(of('admin', 'observer', 'verifier', 'trainer')).toEqual([]);
});

test('A member of the ring opens what was sealed to it, with the key that the server still holds', async () => {
  const { record, box, id } = await sealed('desk');
  const operator = await net.signIn(['operator']);
  const { items } = await get<{ items: HeldKey[] }>('/api/v1/keys/held', operator);
  expect(items.map(({ ring, epoch }) => [ring, epoch])).toEqual([['desk', 1]]);
  const [wrap] = await wrapsOf([id], operator);
  const recordKey = await unwrapRecordKey(fromBase64(items[0]!.privateKey), fromBase64(wrap!.wrap), {
    network,
    ring: 'desk',
    epoch: 1,
    key: id,
  });
  expect(await openField(recordKey, box, { network, record, field: 'words' })).toBe('two vans');
});

test('Keys of other rings, unknown ones and shredded ones are not found', async () => {
  const [desk, legal] = [await sealed('desk'), await sealed('legal')];
  const ids = [desk.id, legal.id, newId()];
  const found = async (role: string) => (await wrapsOf(ids, await net.signIn([role]))).map(({ id }) => id);
  expect(await found('dispatcher')).toEqual([desk.id]);
  expect(await found('legal')).toEqual([legal.id]);
  for (const role of ['admin', 'observer', 'counsel']) expect(await found(role)).toEqual([]);
  await net.tx((ctx) =>
    ctx.tx
      .deleteFrom('record_keys')
      .where('network_id', '=', network)
      .where('record', '=', desk.record)
      .execute(),
  );
  expect(await found('dispatcher')).toEqual([]);
});

test('An admin gets no held key, and each that is handed out is in the audit', async () => {
  const before = await handed();
  expect((await get<{ items: HeldKey[] }>('/api/v1/keys/held', await net.signIn(['admin']))).items).toEqual(
    [],
  );
  expect(await handed()).toBe(before);
  await get('/api/v1/keys/held', await net.signIn(['coordinator']));
  expect(await handed()).toBe(before + 2);
});

const handed = () =>
  net.tx(async (ctx) => {
    const rows = await ctx.tx
      .selectFrom('audit_acts')
      .select('seq')
      .where('network_id', '=', network)
      .where('act', '=', 'key.handed')
      .execute();
    return rows.length;
  });
