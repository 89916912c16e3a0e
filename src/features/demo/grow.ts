import { createHash } from 'node:crypto';
import { type Network, system } from '../../platform/context.ts';
import { ShredKeys } from '../../platform/crypto/shred-keys.ts';
import { networkVault } from '../../platform/crypto/vault.ts';
import type { Feature, World } from '../../platform/feature.ts';
import type { Services } from '../../platform/http/call.ts';
import { makeRingKeys, ringKeys } from '../keys/index.ts';
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
  hotline: '+12125550100',
  demo: true,
  ...more,
});

/**
 * Makes a network and, where volunteers are asked for, lets every feature grow its part, all in one transaction: a kill
 * in the middle leaves nothing. The same seed gives the same people.
 */
export async function growNetwork(
  services: Pick<Services, 'db' | 'config' | 'master' | 'clock'>,
  network: Network,
  features: Feature[] = [],
  hosts: string[] = [],
  volunteers = 4000,
): Promise<void> {
  const { db, config, master, clock } = services;
  const at = clock.now();
  let ids = 0;
  const world: World = { random: randomFrom(seed), id: () => idFrom(network.id, ids++), at, volunteers };
  await db.inNetwork(network.id, async (tx) => {
    await createNetwork(tx, network, hosts, at);
    const where = { dataDir: config.dataDir, master };
    await makeRingKeys(tx, where, network.id, at);
    const keys = await ringKeys(tx, network.id);
    const vault = networkVault(master, network.id, async () => keys, new ShredKeys(config.dataDir, () => at));
    for (const feature of features)
      await feature.seed?.({ tx, network, vault, actor: system, now: at }, world);
  });
}
