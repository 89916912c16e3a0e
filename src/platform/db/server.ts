import pg from 'pg';
import type { Config } from '../config.ts';
import { holdInstance, startEmbedded } from './keeper.ts';

/** The PostgreSQL behind a process, as its owner reaches it. */
export interface Server {
  owner: pg.ClientConfig;
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL and holds it for this process, or takes the one that DATABASE_URL names. `spawned` is
 * called when there is nothing left to do but wait for it. Throws a BootError when it cannot.
 */
export async function openServer(config: Config, spawned?: () => void): Promise<Server> {
  if (config.databaseUrl) return { owner: { connectionString: config.databaseUrl }, stop: async () => {} };
  const embedded = await startEmbedded({ folder: `${config.dataDir}/pg`, spawned });
  const owner = {
    host: embedded.socketFolder,
    port: embedded.port,
    user: embedded.superuser,
    database: 'postgres',
  };
  const lock = new pg.Client(owner);
  await lock.connect();
  lock.on('error', () => {});
  try {
    await holdInstance(lock);
  } catch (error) {
    // The server is the other instance's: it stays.
    await lock.end();
    throw error;
  }
  return {
    owner,
    async stop() {
      await lock.end().catch(() => {});
      await embedded.stop();
    },
  };
}
