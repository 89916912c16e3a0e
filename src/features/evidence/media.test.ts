import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pixel } from '../../../test/e2e/picture.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { type Call, openCall } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { fromBase64, type Ring } from '../../platform/seal/index.ts';
import { sealFields } from '../keys/rules.ts';
import type { SealedFile } from './contract.ts';
import { mediaOf, storeSealed, storeUpload } from './index.ts';
import { chunkBytes, copyKeyOf, openChunks, partBytes, sealChunks, storedBytes } from './rules.ts';

let net: TestNetwork;
let desk: Record<string, string>;
let call: Call;
beforeAll(async () => {
  net = await testNetwork();
  desk = await net.signIn(['dispatcher']);
  call = await openCall(net.services, net.network, net.actor('operator'), 'here');
});

const video = (bytes: number) =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), randomBytes(bytes - 12)]);
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
async function* pieces(bytes: Buffer, size = 10_000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const get = (path: string, headers: Record<string, string> = desk) =>
  net.app.inject({ url: `/api/v1/media/${path}`, headers });

/** As a browser that holds the key opens it. */
async function opened(ownerId: string, file: Buffer, which: 'original' | 'copy' = 'original') {
  const [media] = await net.open(desk, await net.tx((ctx) => mediaOf(ctx, [ownerId])));
  const key = fromBase64(media.key);
  const own = which === 'copy' ? await copyKeyOf(key) : key;
  return Buffer.concat(await openChunks(own, media.id, new Uint8Array(file)));
}

const folder = () => join(net.services.config.dataDir, 'media', net.network.id);
const filesOf = (id: string) =>
  existsSync(folder()) ? readdirSync(folder()).filter((name) => name.startsWith(id)) : [];

describe('what is stored', () => {
  it('streams 25 MB to disk with no more than two chunks in hand', async () => {
    const [id, ownerId, total] = [newId(), newId(), 25 * 1024 * 1024];
    const piece = randomBytes(16 * 1024);
    const seen = createHash('sha256');
    let given = 0;
    let most = 0;
    const onDisk = () => filesOf(id).reduce((sum, name) => sum + statSync(join(folder(), name)).size, 0);
    async function* source() {
      const head = video(16 * 1024);
      for (let at = 0; at < total; at += piece.length) {
        most = Math.max(most, given - onDisk());
        const next = at === 0 ? head : piece;
        given += next.length;
        seen.update(next);
        yield next;
      }
    }
    const kept = await storeUpload(call, { ownerKind: 'report', ownerId, id, stream: source() });
    expect(most).toBeLessThanOrEqual(2 * chunkBytes);
    expect([kept.bytes, kept.type]).toEqual([total, 'video/mp4']);
    expect(kept.sha256).toBe(seen.digest('hex'));
    const file = (await get(id)).rawPayload;
    expect(file.length).toBe(storedBytes(total));
    expect(hash(await opened(ownerId, file))).toBe(kept.sha256);
  });

  it('is handed out whole or in parts, and says where it ends', async () => {
    const ownerId = newId();
    const bytes = video(partBytes + 100_000);
    const { id } = await storeUpload(call, { ownerKind: 'report', ownerId, stream: pieces(bytes) });
    const total = storedBytes(bytes.length);
    const whole = await get(id);
    expect([whole.statusCode, whole.headers['accept-ranges'], whole.rawPayload.length]).toEqual([
      200,
      'bytes',
      total,
    ]);
    const part = (range: string) => get(id, { ...desk, range });
    const [first, rest] = [await part(`bytes=0-${partBytes - 1}`), await part(`bytes=${partBytes}-`)];
    expect([first.statusCode, first.headers['content-range']]).toEqual([
      206,
      `bytes 0-${partBytes - 1}/${total}`,
    ]);
    expect([rest.statusCode, rest.headers['content-range']]).toEqual([
      206,
      `bytes ${partBytes}-${total - 1}/${total}`,
    ]);
    expect(rest.headers['content-length']).toBe(String(total - partBytes));
    const both = Buffer.concat([first.rawPayload, rest.rawPayload]);
    expect(both.equals(whole.rawPayload)).toBe(true);
    expect(hash(await opened(ownerId, both))).toBe(hash(bytes));
    const beyond = await part(`bytes=${total}-`);
    expect([beyond.statusCode, beyond.json().type, beyond.json().total]).toEqual([
      416,
      '/problems/range',
      total,
    ]);
    expect((await part('bytes=x')).statusCode).toBe(200);
  });

  it('is written down once for one opening in many parts, and again later', async () => {
    const bytes = video(1000);
    const { id } = await storeUpload(call, { ownerKind: 'report', ownerId: newId(), stream: pieces(bytes) });
    const acts = () =>
      net.tx(({ tx }) => tx.selectFrom('audit_acts').select('act').where('subject', '=', id).execute());
    await get(`${id}/about`);
    expect(await acts()).toEqual([]);
    for (const range of ['bytes=100-200', 'bytes=0-99']) await get(id, { ...desk, range });
    expect(await acts()).toEqual([{ act: 'media.opened' }]);
    await get(id, await net.signIn(['operator']));
    expect(await acts()).toHaveLength(2);
    net.clock.advance(11);
    await get(id, await net.signIn(['dispatcher']));
    expect(await acts()).toHaveLength(3);
  });

  it('is for who may read it', async () => {
    const stream = () => pieces(pixel);
    const of = { ownerKind: 'report' as const, ownerId: newId() };
    const open = await storeUpload(call, { ...of, stream: stream() });
    const restricted = await storeUpload(call, { ...of, restricted: true, stream: stream() });
    const legal = await net.signIn(['legal']);
    const observer = await net.signIn(['observer']);
    for (const path of ['', '/about', '/copy']) {
      expect((await get(`${open.id}${path}`, {})).statusCode).toBe(401);
      expect((await get(`${open.id}${path}`, observer)).statusCode).toBe(403);
      expect((await get(`${restricted.id}${path}`)).statusCode).toBe(404);
      expect((await get(`${restricted.id}${path}`, legal)).statusCode).toBe(200);
      expect((await get(`${newId()}${path}`)).statusCode).toBe(404);
      expect((await get(`x${path}`)).statusCode).toBe(400);
    }
    const about = (await net.open(desk, (await get(`${open.id}/about`)).json())) as Record<string, unknown>;
    expect(about).toMatchObject({ id: open.id, sha256: hash(pixel), notShown: null });
    expect(fromBase64(String(about.key))).toHaveLength(32);
  });

  it('says so where its file is gone from the disk', async () => {
    const { id } = await storeUpload(call, { ownerKind: 'report', ownerId: newId(), stream: pieces(pixel) });
    for (const name of filesOf(id)) rmSync(join(folder(), name));
    const answer = await get(id);
    expect([answer.statusCode, answer.json().type]).toEqual([410, '/problems/file-missing']);
  });
});

describe('what a browser sealed', () => {
  const readers: Ring[] = ['desk', 'legal'];

  /** What the field app makes of a picture. */
  async function sealedBy(id: string, bytes: Buffer, copy: Buffer | null, rings = readers) {
    const keys = (await net.app.inject({ url: '/api/v1/keys/rings', headers: desk })).json();
    const fileKey = new Uint8Array(randomBytes(32));
    const secret = await sealFields(keys, rings, id, {
      key: Buffer.from(fileKey).toString('base64'),
      name: 'my house.jpg',
    });
    const stored = async (key: Uint8Array<ArrayBuffer>, plain: Buffer) =>
      Buffer.from(await (await sealChunks(key, id, new Blob([new Uint8Array(plain)]))).arrayBuffer());
    const about: SealedFile = {
      ...{ type: 'image/png', sha256: hash(bytes), ...secret },
      notShown: copy ? null : 'format',
    };
    return {
      about,
      original: await stored(fileKey, bytes),
      copy: copy && (await stored(await copyKeyOf(fileKey), copy)),
    };
  }
  type Sent = Awaited<ReturnType<typeof sealedBy>>;
  const keep = (id: string, ownerId: string, { about, original, copy }: Sent) =>
    storeSealed(call, {
      ...{ ownerKind: 'assignment', ownerId, id, about, original: pieces(original) },
      copy: async () => (copy ? pieces(copy) : undefined),
    });

  it('is kept as it came, and opens for who may read it; the same id twice is one', async () => {
    const [id, ownerId] = [newId(), newId()];
    const sent = await sealedBy(id, pixel, Buffer.from('drawn anew'));
    const kept = await keep(id, ownerId, sent);
    expect(kept).toEqual({ id, type: 'image/png', sha256: hash(pixel), bytes: pixel.length });
    expect((await get(id)).rawPayload.equals(sent.original)).toBe(true);
    expect((await opened(ownerId, (await get(id)).rawPayload)).equals(pixel)).toBe(true);
    const copy = (await get(`${id}/copy`)).rawPayload;
    expect((await opened(ownerId, copy, 'copy')).toString()).toBe('drawn anew');
    const again = await sealedBy(id, video(500), null);
    expect(await keep(id, ownerId, again)).toEqual(kept);
    expect(filesOf(id)).toHaveLength(2);
  });

  it('is refused, and leaves no file, where it cannot have been sealed so', async () => {
    const id = newId();
    const sent = await sealedBy(id, pixel, pixel);
    const bad: [number, Sent][] = [
      // Nothing; less than a tag; a size that no file has; a copy that did not come; to rings that may not read it.
      [400, { ...sent, original: Buffer.alloc(0) }],
      [400, { ...sent, original: Buffer.alloc(16) }],
      [400, { ...sent, original: Buffer.alloc(chunkBytes + 20) }],
      [400, { ...sent, copy: null }],
      [400, { ...sent, copy: Buffer.alloc(10) }],
      [400, await sealedBy(id, pixel, null, ['desk'])],
      [413, { ...sent, original: Buffer.alloc(storedBytes(25 * 1024 * 1024) + 1) }],
    ];
    for (const [status, one] of bad) await expect(keep(id, newId(), one)).rejects.toMatchObject({ status });
    expect(filesOf(id)).toEqual([]);
    expect((await get(id)).statusCode).toBe(404);
  });
});
