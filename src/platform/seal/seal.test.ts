import { expect, test } from 'vitest';
import { loadRingKey, sealRecord } from '../crypto/records.ts';
import { newId } from '../id.ts';
import {
  keyIdOf,
  makeKeyPair,
  makeRecordKey,
  openField,
  openWith,
  type Ring,
  sealField,
  sealTo,
  unwrapRecordKey,
  utf8,
  wrapRecordKey,
} from './index.ts';

const network = newId();
const pair = await makeKeyPair();
const other = await makeKeyPair();
const words = { what: 'four people in vests, ñ 中文', answers: { size: '4' } };

/** Every byte altered in turn: nothing opens. */
async function opensAltered(box: Uint8Array, open: (altered: Uint8Array) => Promise<unknown>) {
  const opened: number[] = [];
  for (let i = 0; i < box.length; i++) {
    const altered = new Uint8Array(box);
    altered[i]! ^= 1;
    await open(altered).then(
      () => opened.push(i),
      () => undefined,
    );
  }
  return opened;
}

test('What is sealed to a key opens with its private half, bound to what it was bound to', async () => {
  const box = await sealTo(pair.publicKey, utf8('share'), utf8('one'));
  expect(await openWith(pair.privateKey, box, utf8('one'))).toEqual(utf8('share'));
  await expect(openWith(pair.privateKey, box, utf8('two'))).rejects.toThrow();
  await expect(openWith(other.privateKey, box, utf8('one'))).rejects.toThrow();
  expect(await opensAltered(box, (altered) => openWith(pair.privateKey, altered, utf8('one')))).toEqual([]);
});

test('A wrap opens as what it is only: not altered, nor for another ring, epoch, network or record key', async () => {
  const bound = { network, ring: 'desk' as Ring, epoch: 3, key: newId() };
  const recordKey = makeRecordKey();
  const wrap = await wrapRecordKey(pair.publicKey, recordKey, bound);
  expect(await unwrapRecordKey(pair.privateKey, wrap, bound)).toEqual(recordKey);
  const moved = [
    { ...bound, network: newId() },
    { ...bound, ring: 'legal' as Ring },
    { ...bound, epoch: 4 },
    { ...bound, key: newId() },
  ];
  for (const elsewhere of moved)
    await expect(unwrapRecordKey(pair.privateKey, wrap, elsewhere)).rejects.toThrow();
  await expect(unwrapRecordKey(other.privateKey, wrap, bound)).rejects.toThrow();
  expect(await opensAltered(wrap, (altered) => unwrapRecordKey(pair.privateKey, altered, bound))).toEqual([]);
});

test('A box opens as what it is only: not altered, nor as another record or field', async () => {
  const bound = { network, record: newId(), field: 'words' };
  const recordKey = makeRecordKey();
  const id = newId();
  const box = await sealField(recordKey, id, words, bound);
  expect(keyIdOf(box)).toBe(id);
  expect(await openField(recordKey, box, bound)).toEqual(words);
  for (const moved of [
    { ...bound, record: newId() },
    { ...bound, field: 'contact' },
    { ...bound, network: newId() },
  ])
    await expect(openField(recordKey, box, moved)).rejects.toThrow();
  await expect(openField(makeRecordKey(), box, bound)).rejects.toThrow();
  const altered = await opensAltered(box, (bytes) => openField(recordKey, bytes, bound));
  // The key's id is where to look for the key; another's key does not open it.
  expect(altered.filter((i) => i < 1 || i > 16)).toEqual([]);
});

test('What the server seals is opened by the very same code, and shares an encapsulation', async () => {
  const ringKey = await loadRingKey('desk', 2, pair.publicKey);
  const legal = await loadRingKey('legal', 1, other.publicKey);
  const [one, two] = [newId(), newId()];
  const [first, second] = await Promise.all([
    sealRecord(network, [ringKey, legal], one, { words, contact: '+12125550142' }),
    sealRecord(network, [ringKey], two, { words }),
  ]);
  expect(first.keys[0]!.wrap.subarray(1, 33)).toEqual(second.keys[0]!.wrap.subarray(1, 33));
  expect(first.keys.map(({ ring, epoch, record }) => ({ ring, epoch, record }))).toEqual([
    { ring: 'desk', epoch: 2, record: one },
    { ring: 'legal', epoch: 1, record: one },
  ]);
  for (const [key, holder] of [
    [first.keys[0]!, pair],
    [first.keys[1]!, other],
  ] as const) {
    const bound = { network, ring: key.ring, epoch: key.epoch, key: key.id };
    const recordKey = await unwrapRecordKey(holder.privateKey, key.wrap, bound);
    expect(keyIdOf(first.boxes.words)).toBe(key.id);
    expect(await openField(recordKey, first.boxes.words, { network, record: one, field: 'words' })).toEqual(
      words,
    );
    expect(await openField(recordKey, first.boxes.contact, { network, record: one, field: 'contact' })).toBe(
      '+12125550142',
    );
    await expect(
      openField(recordKey, second.boxes.words, { network, record: two, field: 'words' }),
    ).rejects.toThrow();
  }
  const later = await sealRecord(network, [ringKey], two, { words });
  expect(later.keys[0]!.wrap.subarray(1, 33)).not.toEqual(second.keys[0]!.wrap.subarray(1, 33));
});
