import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PMTiles } from 'pmtiles';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWeb } from '../src/composition.ts';
import { listZones } from '../src/features/places/contract.ts';
import { readConfig } from '../src/platform/config.ts';
import { testNetwork } from './harness.ts';
import { pmtiles, vectorTile } from './pmtiles.ts';

const net = await testNetwork();
const folder = await mkdtemp(join(tmpdir(), 'porchlight-tiles-'));
const path = join(folder, 'town.pmtiles');
const earth = vectorTile([
  {
    name: 'earth',
    kind: 'earth',
    type: 'area',
    points: [
      [0, 0],
      [4096, 0],
      [4096, 4096],
      [0, 4096],
    ],
  },
]);
const archive = pmtiles([8, 75, 96], earth);
await writeFile(path, archive);
const { tiles } = readConfig({ PORCHLIGHT_TILES: path });
const config = { ...net.services.config, tiles };
const app = await buildWeb({ ...net.services, config }, async () => net.network.id);
let origin: string;

beforeAll(async () => {
  await app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const zones = async (web: typeof app) => {
  const answer = await web.inject({ url: listZones.path, headers: await net.signIn(['dispatcher']) });
  return answer.json();
};
const ask = (headers: Record<string, string>) => fetch(`${origin}/tiles/basemap.pmtiles`, { headers });

describe('a map file', () => {
  it('is named to the desk, and read by ranges without a session', async () => {
    const { tiles } = await zones(app);
    const map = new PMTiles(origin + tiles);
    expect(await map.getHeader()).toMatchObject({ minZoom: 8, maxZoom: 8, tileType: 1 });
    expect(Buffer.from((await map.getZxy(8, 75, 96))!.data)).toEqual(earth);
    expect(await map.getZxy(8, 75, 97)).toBeUndefined();
    expect(await map.getMetadata()).toEqual({});
  });

  it.each([
    ['bytes=0-6', 0, 7],
    ['bytes=7-', 7, archive.length],
    ['bytes=-5', archive.length - 5, archive.length],
    ['bytes=100-99999999', 100, archive.length],
    [`bytes=-${'9'.repeat(400)}`, 0, archive.length],
  ])('answers %s', async (range, from, to) => {
    const answer = await ask({ range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/${archive.length}`);
    expect(answer.headers.get('content-length')).toBe(String(to - from));
    expect(answer.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(archive.subarray(from, to));
  });

  it.each([`bytes=${archive.length}-`, 'bytes=-0', 'bytes=9-3'])('has no %s', async (range) => {
    const answer = await ask({ range });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe(`bytes */${archive.length}`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each<Record<string, string>>([
    {},
    { range: 'bytes=-' },
    { range: 'bytes=0-1,4-5' },
    { range: 'lines=1-2' },
  ])('comes whole for %j', async (headers) => {
    const answer = await ask(headers);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(archive);
  });

  it('continues a range only of the file it began with', async () => {
    const etag = (await ask({ range: 'bytes=0-0' })).headers.get('etag')!;
    expect(etag).toMatch(/^"/);
    expect((await ask({ range: 'bytes=1-2', 'if-range': etag })).status).toBe(206);
    await utimes(path, 1, 1);
    expect((await ask({ range: 'bytes=1-2', 'if-range': etag })).status).toBe(200);
  });

  it('can be taken away', async () => {
    await rm(path);
    expect((await ask({})).status).toBe(404);
  });
});

it('without one, nothing is served and none is named', async () => {
  expect((await zones(net.app)).tiles).toBeNull();
  expect((await net.app.inject('/tiles/basemap.pmtiles')).statusCode).toBe(404);
});
