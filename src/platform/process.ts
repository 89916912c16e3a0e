import type pg from 'pg';
import { BootError } from './boot-error.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { type Network, system } from './context.ts';
import type { RingKey } from './crypto/records.ts';
import { ShredKeys } from './crypto/shred-keys.ts';
import { networkVault, type Vault } from './crypto/vault.ts';
import { asRole, Database, openPool, type Tx } from './db/index.ts';
import { migrate } from './db/migrate.ts';
import { secretsOf } from './db/roles.ts';
import { openServer } from './db/server.ts';
import { Feed } from './events/feed.ts';
import { Wake } from './events/wake.ts';
import type { Services } from './http/call.ts';
import { readServerKey, type ServerKey } from './key.ts';
import { lately } from './lately.ts';

/** What the domain tells the platform about its networks. */
export interface Domain {
  loadNetwork(db: Database, id: string): Promise<Network>;
  /** Each ring's public key in its current epoch. */
  ringKeys(tx: Tx, networkId: string): Promise<RingKey[]>;
  /** Throws BootError when a key that this server should still hold is missing or another's. */
  checkKeys(tx: Tx, where: { dataDir: string; master: ServerKey }, networkId: string): Promise<void>;
}

export interface Process {
  services: Services;
  jobsPool: pg.Pool;
  stop(): Promise<void>;
}

const reach = (config: Config, error: unknown) => {
  if (error instanceof BootError) return error;
  const { message, code } = error as { message: string; code?: string };
  const what = config.databaseUrl ? 'the database that DATABASE_URL names' : 'its own database';
  return new BootError(
    `Porchlight cannot use ${what}: ${message || code}. Check that it runs and that the role may create roles, then start again.`,
  );
};

/**
 * Everything that one process needs to serve or work: database at today's schema, keys, clock, feeds. Takes the database
 * server that is being opened, or opens it. Throws BootError.
 */
export async function openProcess(
  config: Config,
  clock: Clock,
  domain: Domain,
  opening = openServer(config),
): Promise<Process> {
  const server = await opening.catch((error) => {
    throw reach(config, error);
  });
  const stopped = async (error: unknown): Promise<never> => {
    await server.stop();
    throw error;
  };
  const master = await readServerKey(config.dataDir).catch(stopped);
  const secrets = secretsOf(master);
  const roles = await migrate(server.owner, secrets).catch((error) => stopped(reach(config, error)));
  const db = await Database.open(openPool(asRole(server.owner, roles.app, secrets.app)), roles.app);
  const jobsPool = openPool(asRole(server.owner, roles.jobs, secrets.jobs), 6);
  const wake = new Wake();
  db.onNews = () => wake.wake();
  await wake.connect(db.pool);
  const services = makeServices({ config, clock, db, wake, master }, domain);
  return {
    services,
    jobsPool,
    async stop() {
      for (const feed of services.feeds.values()) await (await feed).stop();
      wake.close();
      await Promise.all([db.close(), jobsPool.end()]);
      await server.stop();
    },
  };
}

type Base = Pick<Services, 'config' | 'clock' | 'db' | 'wake' | 'master'>;

/** Services with everything that is per network made once and kept. */
export function makeServices(base: Base, domain: Domain): Services & { feeds: Map<string, Promise<Feed>> } {
  const networks = new Map<string, Promise<Network>>();
  const vaults = new Map<string, Promise<Vault>>();
  const feeds = new Map<string, Promise<Feed>>();
  const network = (id: string) => kept(networks, id, () => domain.loadNetwork(base.db, id));
  const where = { dataDir: base.config.dataDir, master: base.master };
  const shredKeys = new ShredKeys(base.config.dataDir, () => base.clock.now());
  const vault = (id: string) =>
    kept(vaults, id, async () => {
      await base.db.inNetwork(id, (tx) => domain.checkKeys(tx, where, id));
      const ringKeys = lately(ringKeysMs, () => base.db.inNetwork(id, (tx) => domain.ringKeys(tx, id)));
      return networkVault(base.master, id, ringKeys, shredKeys);
    });
  return {
    ...base,
    network,
    vault,
    feeds,
    feed: (id) =>
      kept(feeds, id, async () => {
        const feed = new Feed(base.db, id, base.wake);
        await feed.start();
        return feed;
      }),
    async asSystem(id, work) {
      const ctx = {
        network: await network(id),
        vault: await vault(id),
        actor: system,
        now: base.clock.now(),
      };
      return base.db.inNetwork(id, (tx) => work({ ...ctx, tx }));
    },
  };
}

/** A promise made once a key; one that fails is forgotten, so that the next call tries again. */
function kept<T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  let made = map.get(key);
  if (!made) {
    made = make();
    map.set(key, made);
    made.catch(() => map.delete(key));
  }
  return made;
}

/** So long after a new epoch has begun, at most, another process seals to the old one. */
const ringKeysMs = 2000;
