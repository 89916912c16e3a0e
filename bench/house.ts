import { domain, features } from '../src/composition.ts';
import { demoNetwork, growNetwork } from '../src/features/demo/index.ts';
import { systemClock } from '../src/platform/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { type Ctx, system } from '../src/platform/context.ts';
import { openProcess } from '../src/platform/process.ts';
import type { Own } from './kit.ts';

/** A demo, grown by these features, on its own durable PostgreSQL inside this process, without server and worker: for measuring one command. */
export async function openHouse(own: Own, folder = own.folder(), grown = features) {
  const config = readConfig({ PORCHLIGHT_DATA: folder });
  const opened = await openProcess(config, systemClock, domain);
  own.closing(() => opened.stop());
  const { services } = opened;
  const network = demoNetwork();
  await growNetwork(services, network, grown);
  const vault = await services.vault(network.id);
  return {
    services,
    network,
    tx: <T>(work: (ctx: Ctx) => Promise<T>, actor = system): Promise<T> =>
      services.db.inNetwork(network.id, (tx) => work({ tx, network, vault, actor, now: systemClock.now() })),
  };
}
