import { beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import * as places from './index.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
  const world = { random: () => 0, id: newId, at: net.clock.now(), volunteers: 0 };
  await net.tx((ctx) => places.feature.seed!(ctx, world));
});

const roosevelt = { lat: 40.7476, lon: -73.8836 };

it('knows New York: five chapters, and zones by their real names', async () => {
  const { chapters, zones } = await net.tx(async (ctx) => ({
    chapters: await places.chapters(ctx),
    zones: await places.zones(ctx),
  }));
  expect(chapters.map((c) => c.slug).sort()).toEqual([
    'bronx',
    'brooklyn',
    'manhattan',
    'queens',
    'staten-island',
  ]);
  expect(zones.length).toBeGreaterThanOrEqual(30);
  const names = zones.map((z) => z.name);
  for (const name of ['Chinatown', 'Bushwick', 'Jackson Heights']) expect(names).toContain(name);
});

it('tells the zone of a point, the crossing of words and what is near', async () => {
  await net.tx(async (ctx) => {
    expect((await places.zoneAt(ctx, roosevelt))?.name).toBe('Jackson Heights');
    expect(await places.zoneAt(ctx, { lat: 0, lon: 0 })).toBeNull();
    expect((await places.findCrossing(ctx, '82nd and Roosevelt'))?.name).toBe('Roosevelt Av & 82 St');
    const near = await places.nearestCrossings(ctx, roosevelt, 3);
    expect(near).toHaveLength(3);
    expect(near[0]!.name).toBe('Roosevelt Av & 82 St');
  });
});

it('keeps networks apart', async () => {
  const other = await net.sibling();
  const vault = await net.services.vault(other.id);
  const found = await net.services.asSystem(other.id, (ctx) => places.zones({ ...ctx, vault }));
  expect(found).toEqual([]);
});

it('answers members over HTTP', async () => {
  const bare = await net.app.inject({ url: '/api/v1/zones' });
  expect(bare.statusCode).toBe(401);
});
