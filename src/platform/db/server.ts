import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { BootError } from '../boot-error.ts';
import type { Config } from '../config.ts';
import { type Embedded, HeldByAnother, holdInstance, mayHold, startEmbedded } from './keeper.ts';

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
  const held = new HeldServer(`${config.dataDir}/pg`);
  const embedded = await held.open(spawned);
  return { owner: ownerOf(embedded), stop: () => held.stop() };
}

/**
 * The same for a look: beside a Porchlight that runs on it, whose server stays; else the embedded one is started and
 * stopped again.
 */
export async function openBeside(config: Config): Promise<Server> {
  if (config.databaseUrl) return openServer(config);
  const embedded = await startEmbedded({ folder: `${config.dataDir}/pg` });
  const client = new pg.Client(ownerOf(embedded));
  client.on('error', () => {});
  await client.connect();
  const isOurs = await mayHold(client);
  return {
    owner: ownerOf(embedded),
    async stop() {
      await client.end();
      if (isOurs) await embedded.stop();
    },
  };
}

const ownerOf = ({ socketFolder, port, superuser }: Embedded): pg.ClientConfig => ({
  host: socketFolder,
  port,
  user: superuser,
  database: 'postgres',
});

/** Milliseconds between two tries to have a server back. */
const pauseMs = 1000;

/**
 * The embedded server and the one connection that holds it for us. When that connection breaks, the server crashed or was
 * killed: it is started anew and held again, at the same socket, where the pools find it by themselves.
 */
class HeldServer {
  private readonly folder: string;
  private embedded: Embedded | undefined;
  private lock: pg.Client | undefined;
  private stopping = false;
  private mending: Promise<void> | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  async open(spawned?: () => void): Promise<Embedded> {
    const embedded = await startEmbedded({ folder: this.folder, spawned });
    const lock = new pg.Client(ownerOf(embedded));
    lock.on('error', () => {});
    await lock.connect();
    try {
      await holdInstance(lock);
    } catch (error) {
      // The server is the other instance's: it stays.
      await lock.end();
      throw error;
    }
    lock.once('end', () => {
      if (!this.stopping) this.mending = this.mend();
    });
    this.embedded = embedded;
    this.lock = lock;
    return embedded;
  }

  private async mend(): Promise<void> {
    // Not with the other imports: a start waits for nothing that only a mishap needs.
    const { log, nameOf } = await import('../log.ts');
    log.error('the database is gone; starting it again');
    this.embedded = undefined;
    for (; !this.stopping; await sleep(pauseMs)) {
      try {
        await this.open();
        log.warn('the database is back');
        return;
      } catch (error) {
        log.error({ error: nameOf(error) }, 'the database did not start');
        if (error instanceof BootError) console.error(error.message);
        // Whoever holds it now serves it: two would act on one database.
        if (error instanceof HeldByAnother) return void process.kill(process.pid, 'SIGTERM');
      }
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.mending;
    await this.lock?.end().catch(() => {});
    await this.embedded?.stop();
  }
}
