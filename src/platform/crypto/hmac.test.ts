import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmacUnder } from './hmac.ts';

test('It is what OpenSSL says, for any key and text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: 'binary' }), (key, text) => {
      expect(hmacUnder(key)(text)).toEqual(createHmac('sha256', key).update(text).digest());
    }),
  );
});

test('A key longer than a block is refused', () => {
  expect(() => hmacUnder(new Uint8Array(65))).toThrow(RangeError);
});
