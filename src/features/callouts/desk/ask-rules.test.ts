import { expect, it } from 'vitest';
import { partsFor, sizesFor, whyNot } from './ask-rules.ts';

const meet = { lat: 40.7, lon: -73.9, label: 'Roosevelt Av & 82 St' };
const facts = { free: 4, stopped: null };

it('gives out the parts of a pair in turn, those that the playbook knows', () => {
  expect(partsFor('observe', 3, undefined)).toEqual(['recorder', 'monitor', 'recorder']);
  expect(partsFor('verify', 2, ['verifier'])).toEqual(['verifier', 'verifier']);
  expect(partsFor('observe', 2, ['monitor'])).toEqual(['monitor', 'monitor']);
  expect(partsFor('verify', 2, ['recorder'])).toEqual([]);
});

it('asks for pairs, fours at most, and one for one', () => {
  expect([sizesFor('verify', 'pair'), sizesFor('verify', 'vantage')]).toEqual([['2'], ['1', '2']]);
  expect([sizesFor('observe', 'pair'), sizesFor('relief', 'pair')]).toEqual([['2', '3', '4'], []]);
});

it('says why nobody can be asked', () => {
  const asked = { purpose: 'observe' as const, meet, relieved: 0, facts };
  expect(whyNot(asked)).toBeNull();
  expect(whyNot({ ...asked, meet: null })).toMatch(/meet point/);
  expect(whyNot({ ...asked, facts: { free: 0, stopped: null } })).toMatch(/Four of ours/);
  expect(whyNot({ ...asked, facts: { free: 4, stopped: 'review' } })).toMatch(/Counsel/);
  expect(whyNot({ ...asked, purpose: 'relief' })).toMatch(/relieved/);
  expect(whyNot({ ...asked, purpose: 'relief', relieved: 1, facts: { free: 0, stopped: null } })).toBeNull();
});
