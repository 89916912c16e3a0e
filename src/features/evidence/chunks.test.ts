import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encryptChunks } from './chunks.ts';
import {
  chunkBytes,
  chunkOpener,
  openChunks,
  partBytes,
  plainBytes,
  rangeOf,
  sealChunks,
  storedBytes,
} from './rules.ts';

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

  it('are made alike by a browser', async () => {
    for (const n of [1, chunkBytes, 3 * chunkBytes + 5]) {
      const bytes = randomBytes(n);
      const made = Buffer.from(
        await (await sealChunks(new Uint8Array(key), id, new Blob([bytes]))).arrayBuffer(),
      );
      expect(made.equals(await encrypted(bytes))).toBe(true);
    }
  });

  it('open part by part, each where it belongs', async () => {
    const bytes = randomBytes(partBytes + 2 * chunkBytes);
    const box = new Uint8Array(await encrypted(bytes));
    const opened = async (total: number, ...froms: number[]) => {
      const open = chunkOpener(new Uint8Array(key), id, total);
      const parts = froms.map((from, at) => open(at * partBytes, box.subarray(from, from + partBytes)));
      return Buffer.concat((await Promise.all(parts)).flat());
    };
    expect((await opened(box.length, 0, partBytes)).equals(bytes)).toBe(true);
    // The second part in the place of the first; one chunk of the end left away; a total that is not the file's.
    await expect(opened(box.length, partBytes)).rejects.toThrow();
    await expect(opened(box.length - (chunkBytes + 16), 0, partBytes)).rejects.toThrow();
    await expect(opened(box.length + chunkBytes + 16, 0, partBytes)).rejects.toThrow();
    await expect(chunkOpener(new Uint8Array(key), id, box.length)(5, box.subarray(5))).rejects.toThrow();
  });

  it('tell from the stored size how much is in a file', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000_000 }), (n) => {
        expect(plainBytes(storedBytes(n))).toBe(n);
      }),
    );
    for (const never of [0, 15, chunkBytes + 16 + 1, chunkBytes + 32]) expect(plainBytes(never)).toBe(null);
  });
});

describe('a range', () => {
  it.each([
    [undefined, null],
    ['bytes=0-', { from: 0, to: 99 }],
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=10-19', { from: 10, to: 19 }],
    ['bytes=90-1000', { from: 90, to: 99 }],
    ['bytes=99-', { from: 99, to: 99 }],
    ['bytes=-10', { from: 90, to: 99 }],
    ['bytes=-1000', { from: 0, to: 99 }],
    ['bytes=100-', 'outside'],
    ['bytes=100-200', 'outside'],
    ['bytes=-0', 'outside'],
    ['bytes=20-10', null],
    ['bytes=0-1,5-6', null],
    ['bytes=-', null],
    ['bytes=a-b', null],
    ['lines=0-1', null],
    ['bytes=99999999999999999999-', null],
  ])('%s of 100 bytes', (header, part) => expect(rangeOf(header, 100)).toEqual(part));
});
