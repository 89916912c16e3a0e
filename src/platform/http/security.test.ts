import { describe, expect, it } from 'vitest';
import { bucketOf, fromOwnPages } from './security.ts';

describe('a write', () => {
  it.each([
    [{}, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://desk.example' }, false],
    [{ origin: 'https://desk.example' }, true],
    [{ origin: 'https://desk.example.evil' }, false],
    [{ origin: 'null' }, false],
    [{ origin: 'no address' }, false],
  ])('from %j is of our own pages: %s', (headers, is) => {
    expect(fromOwnPages({ host: 'desk.example', ...headers })).toBe(is);
  });
});

describe('whose door an address is', () => {
  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:0db8:1:2:ffff::', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('%s → %s', (ip, bucket) => {
    expect(bucketOf(ip)).toBe(bucket);
  });
});
