import { expect, test } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { loadRingKey, sealRecord } from '../../platform/crypto/records.ts';
import { boxOf } from '../../platform/crypto/vault.ts';
import { whyUnopened } from '../../platform/http/sealed.ts';
import { newId } from '../../platform/id.ts';
import { fromBase64, openField, type Ring, unwrapRecordKey } from '../../platform/seal/index.ts';
import type { HeldKey, RecordKey, RingKey } from './contract.ts';
import { dropRecordKeys, keepRecordKeys, sealFor } from './index.ts';
import { Opener, openerOver, type PublicKeys, ringsOf, sealFields } from './rules.ts';

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

const box = ({ record, box }: Awaited<ReturnType<typeof sealed>>) => ({
  sealed: Buffer.from(box).toString('base64'),
  record,
  field: 'words',
});

test('A face opens what is its ring’s, and says why it cannot open the rest', async () => {
  const [mine, others, gone, moved, broken] = await Promise.all(
    (['desk', 'legal', 'desk', 'desk', 'desk'] as const).map((ring) => sealed(ring)),
  );
  await net.tx((ctx) => dropRecordKeys(ctx, [gone!.box]));
  const answer = {
    items: [{ mine: box(mine!), others: box(others!), gone: box(gone!) }],
    moved: { ...box(moved!), record: newId() },
    broken: { ...box(broken!), sealed: 'AAAA' },
    plain: 'not sealed',
  };
  const opened = await net.open(await net.signIn(['dispatcher']), answer);
  const [item] = opened.items;
  expect(item).toMatchObject({ mine: 'two vans', others: null, gone: null });
  expect(opened).toMatchObject({ moved: null, broken: null, plain: 'not sealed' });
  expect(['mine', 'others', 'gone'].map((name) => whyUnopened(item, name))).toEqual([
    undefined,
    'no_wrap',
    'no_wrap',
  ]);
  expect(['moved', 'broken'].map((name) => whyUnopened(opened, name))).toEqual(['altered', 'altered']);
});

/** An opener that asks the server as who is signed in; what it asked is in `asked`. */
const over = (headers: Record<string, string>, asked: string[] = []) =>
  openerOver(async (endpoint, given) => {
    asked.push(endpoint.path);
    const { body } = given as { body?: object };
    const { method, path: url } = endpoint;
    return (await net.app.inject({ method, url, headers, ...(body && { payload: body }) })).json();
  });

test('Keys that are wanted at one time are asked for together, and once', async () => {
  const both = await Promise.all([sealed('desk'), sealed('desk')]);
  const asked: string[] = [];
  const opener = over(await net.signIn(['dispatcher']), asked);
  const answer = both.map(box);
  for (let i = 0; i < 2; i++)
    expect(await opener.open({ answer })).toEqual({ answer: ['two vans', 'two vans'] });
  expect(asked.sort()).toEqual(['/api/v1/keys/held', '/api/v1/keys/records', '/api/v1/keys/rings']);
  opener.forget();
  await opener.open({ answer });
  expect(asked).toHaveLength(6);
});

test('Ring keys that could not be fetched are asked for again', async () => {
  const answers = [() => Promise.reject(new Error('no connection')), async () => held];
  const held: HeldKey[] = [{ ring: 'desk', epoch: 1, privateKey: '' }];
  const source = { network: async () => network, wraps: async () => [] };
  const opener = new Opener({ ...source, ringKeys: () => answers.shift()!() });
  await expect(opener.epochs('desk')).rejects.toThrow('no connection');
  expect(await opener.epochs('desk')).toEqual([1]);
  expect(await opener.epochs('desk')).toEqual([1]);
});

test('Whoever waits for a record key gets it, also when everything is forgotten meanwhile', async () => {
  const report = await sealed('desk');
  const opener = over(await net.signIn(['dispatcher']));
  const before = opener.open({ answer: box(report) });
  opener.forget();
  const after = opener.open({ answer: box(report) });
  expect(await before).toEqual({ answer: 'two vans' });
  expect(await after).toEqual({ answer: 'two vans' });
});

test('A wrap that does not open though its key is held is altered; one under another key is not', async () => {
  const [mine, others] = [await sealed('desk'), await sealed('desk')];
  const headers = await net.signIn(['dispatcher']);
  const held = await get<{ items: HeldKey[] }>('/api/v1/keys/held', headers);
  const wraps = [
    { ...(await wrapsOf([mine.id], headers))[0]!, wrap: (await wrapsOf([others.id], headers))[0]!.wrap },
    { ...(await wrapsOf([others.id], headers))[0]!, epoch: 2 },
  ];
  const opener = new Opener({
    network: async () => network,
    ringKeys: async () => held.items,
    wraps: async (ids) => wraps.filter(({ id }) => ids.includes(id)),
  });
  const opened = await opener.open({ mine: box(mine), others: box(others) });
  expect(['mine', 'others'].map((name) => whyUnopened(opened, name))).toEqual(['altered', 'no_key']);
});

test('Who was given a record’s key is in the audit, once for each account', async () => {
  const { id, record } = await sealed('desk');
  const lines = () =>
    net.tx((ctx) =>
      ctx.tx
        .selectFrom('audit_acts')
        .select('actor')
        .where('network_id', '=', network)
        .where('act', '=', 'record.opened')
        .where('subject', '=', record)
        .execute(),
    );
  const [one, other] = [await net.signIn(['operator']), await net.signIn(['dispatcher'])];
  for (const headers of [one, one, other]) await wrapsOf([id], headers);
  expect(new Set((await lines()).map(({ actor }) => actor)).size).toBe(2);
  expect(await lines()).toHaveLength(2);
});

test('What a browser has sealed is kept as it is, if those who should read it can', async () => {
  const headers = await net.signIn(['dispatcher']);
  const keys = await get<PublicKeys>('/api/v1/keys/rings', headers);
  const id = newId();
  const { fields } = await sealFields(keys, ['desk'], id, { fields: { what: 'two vans' } });
  const take = (sent: object) => net.tx((ctx) => sealFor(ctx, ['desk'], id, { fields: sent }));
  const taken = await take(fields);
  expect(taken.fields.toString('base64')).toBe(fields.sealed);
  const box = boxOf(taken.fields, { record: id, field: 'fields' });
  expect(await net.open(headers, box)).toEqual({ what: 'two vans' });

  const elsewhere = await sealFields(keys, ['legal'], id, { fields: {} });
  const more = await sealFields(keys, ['desk', 'legal'], id, { fields: {} });
  const [wrap] = fields.keys;
  for (const bad of [
    elsewhere.fields,
    more.fields,
    { ...fields, keys: [{ ...wrap!, epoch: 2 }] },
    { ...fields, keys: [{ ...wrap!, wrap: 'AAAA' }] },
    { ...fields, sealed: 'AAAA' },
    { ...fields, keys: [] },
  ])
    await expect(take(bad)).rejects.toMatchObject({ status: 400 });
});

test('A ring tells callers apart by hashes that nobody else can make', async () => {
  const tagOf = async (roles: string[], text: string) => {
    const headers = await net.signIn(roles);
    return openerOver(async (endpoint) => get(endpoint.path, headers)).tag('desk', text);
  };
  const tag = await tagOf(['operator'], '12125550142');
  expect(await tagOf(['dispatcher'], '12125550142')).toBe(tag);
  expect(await tagOf(['dispatcher'], '12125550143')).not.toBe(tag);
  expect(await tagOf(['legal'], '12125550142')).toBeNull();
});
