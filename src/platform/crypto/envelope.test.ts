import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { loadDeskKeys, makeDeskKeyPair, openEnvelope, sealEnvelope } from './envelope.ts';

const keys = await loadDeskKeys(3, await makeDeskKeyPair());
const aad = (text: string) => Buffer.from(text);
const words = Buffer.from('four people in vests');

test('What is sealed together opens, each with its own key, and shares one encapsulation', async () => {
  const [one, other] = await Promise.all([
    sealEnvelope(keys, words, aad('one')),
    sealEnvelope(keys, words, aad('other')),
  ]);
  expect(one.subarray(5, 37)).toEqual(other.subarray(5, 37));
  expect(one.subarray(50)).not.toEqual(other.subarray(50));
  expect(await openEnvelope(keys, one, aad('one'))).toEqual(words);
  expect(await openEnvelope(keys, other, aad('other'))).toEqual(words);
});

test('What is sealed later has an encapsulation of its own', async () => {
  const one = await sealEnvelope(keys, words, aad('one'));
  const later = await sealEnvelope(keys, words, aad('one'));
  expect(one.subarray(5, 37)).not.toEqual(later.subarray(5, 37));
});

test('Moved or altered in any byte it does not open', async () => {
  const box = await sealEnvelope(keys, words, aad('record 1'));
  await expect(openEnvelope(keys, box, aad('record 2'))).rejects.toThrow();
  for (let i = 0; i < box.length; i++) {
    const altered = Buffer.from(box);
    altered[i]! ^= 1;
    await expect(openEnvelope(keys, altered, aad('record 1')), `byte ${i}`).rejects.toThrow();
  }
});

test('Another key, or an epoch that is not held, opens nothing', async () => {
  const others = await loadDeskKeys(3, await makeDeskKeyPair());
  const box = await sealEnvelope(keys, words, aad('a'));
  await expect(openEnvelope(others, box, aad('a'))).rejects.toThrow();
  await expect(openEnvelope({ ...keys, privateKeys: new Map() }, box, aad('a'))).rejects.toThrow('not held');
  await expect(
    openEnvelope(keys, Buffer.concat([box.subarray(0, 5), randomBytes(80)]), aad('a')),
  ).rejects.toThrow();
});
