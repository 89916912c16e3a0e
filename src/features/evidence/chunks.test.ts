import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encryptChunks } from './chunks.ts';
import { chunkBytes, openChunks } from './rules.ts';

const key = randomBytes(32);
const id = '018f0000-0000-7000-8000-000000000001';

async function* parts(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function all(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const list: Buffer[] = [];
  for await (const part of stream) list.push(part);
  return Buffer.concat(list);
}
const encrypted = (bytes: Buffer, size = 10_000) => all(encryptChunks(key, id, parts(bytes, size)));
const decrypted = async (box: Buffer, as = id) =>
  Buffer.concat(await openChunks(new Uint8Array(key), as, new Uint8Array(box)));

describe('chunks', () => {
  it.each([0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes])(
    'brings %i bytes back',
    async (n) => {
      const bytes = randomBytes(n);
      expect((await decrypted(await encrypted(bytes))).equals(bytes)).toBe(true);
    },
  );

  it('does not mind how the bytes come in', async () => {
    const bytes = randomBytes(150_000);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 100, max: 200_000 }), async (size) => {
        expect((await decrypted(await encrypted(bytes, size))).equals(bytes)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('leaves no run of the plain bytes', async () => {
    const bytes = Buffer.alloc(200_000, 'PORCHLIGHT-CANARY-');
    expect((await encrypted(bytes)).includes('PORCHLIGHT-CANARY')).toBe(false);
  });

  it('refuses what was cut, altered, reordered, lengthened or renamed', async () => {
    const box = await encrypted(randomBytes(3 * chunkBytes));
    const whole = chunkBytes + 16;
    const altered = Buffer.from(box);
    altered[whole + 5]! ^= 1;
    const reordered = Buffer.concat([
      box.subarray(whole, 2 * whole),
      box.subarray(0, whole),
      box.subarray(2 * whole),
    ]);
    for (const bad of [
      box.subarray(0, 2 * whole),
      box.subarray(0, box.length - 1),
      Buffer.alloc(0),
      altered,
      reordered,
      Buffer.concat([box, box.subarray(0, whole)]),
    ])
      await expect(decrypted(bad)).rejects.toThrow();
    await expect(decrypted(box, '018f0000-0000-7000-8000-000000000002')).rejects.toThrow();
  });
});
