import { createHash } from 'node:crypto';
import { type Network, system } from '../../platform/context.ts';
import type { Feature, World } from '../../platform/feature.ts';
import type { Services } from '../../platform/http/call.ts';
import { makeDeskKey } from '../keys/index.ts';
import { createNetwork } from '../networks/index.ts';
import { randomFrom } from './rules.ts';

const seed = 20_261_123;

/** The n-th id of a seed: the shape of a UUIDv8, the same at every growth. */
function idFrom(name: string, n: number): string {
  const hex = createHash('sha256').update(`${name} ${n}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const demoNetwork = (more: Partial<Network> = {}): Network => ({
  id: idFrom('network', seed),
  slug: 'new-york',
  name: 'New York Rapid Response (demo)',
  timeZone: 'America/New_York',
  usState: 'NY',
  languages: ['en', 'es', 'zh'],
  emergencyNumber: '911',
  demo: true,
  ...more,
});

/** Makes the demo network and lets every feature grow its part; the same seed gives the same people. */
export async function growDemo(
  services: Services,
  network: Network,
  features: Feature[],
  volunteers = 4000,
): Promise<void> {
  const at = services.clock.now();
  const { db, config, master } = services;
  await createNetwork(db, network, { hosts: [], phones: [] }, at);
  await makeDeskKey(db, { dataDir: config.dataDir, master }, network.id, at);
  const vault = await services.vault(network.id);
  let ids = 0;
  const world: World = { random: randomFrom(seed), id: () => idFrom(network.id, ids++), at, volunteers };
  await db.inNetwork(network.id, async (tx) => {
    for (const feature of features)
      await feature.seed?.({ tx, network, vault, actor: system, now: at }, world);
  });
}
