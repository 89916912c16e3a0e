import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { buildWeb, domain, features } from '../../src/composition.ts';
import { demoNetwork, growNetwork } from '../../src/features/demo/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { readCatalogue } from '../../src/platform/db/catalogue.ts';
import { encryptedColumns } from '../../src/platform/db/encrypted.ts';
import { startEmbedded } from '../../src/platform/db/keeper.ts';
import { openProcess } from '../../src/platform/process.ts';
import { around, type Standing, type TestClock, unlimited } from '../harness.ts';

/** A house with a data directory of its own, as a process has it, and a clock that moves. */
export interface DiskHouse extends Standing {
  dataDir: string;
  /** As the database's owner reaches it. */
  owner: pg.ClientConfig;
  /** Ends it, and its database cleanly. */
  stop(): Promise<void>;
  /** Kills its database first, as a loss of power does. */
  crash(): Promise<void>;
}

/** In memory where the machine has /dev/shm. */
export const newFolder = (): string =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'porchlight-disk-'));

/** Opens what is in the data directory; an empty one gets a demo network with so many volunteers. Throws BootError. */
export async function houseOnDisk(dataDir: string, clock: TestClock, volunteers = 20): Promise<DiskHouse> {
  const config = readConfig({ PORCHLIGHT_DATA: dataDir });
  const folder = join(dataDir, 'pg');
  const embedded = await startEmbedded({ folder });
  const owner = {
    host: embedded.socketFolder,
    port: embedded.port,
    user: embedded.superuser,
    database: 'postgres',
  };
  const { services, jobsPool, stop } = await openProcess(
    config,
    clock,
    domain,
    Promise.resolve({ owner, stop: embedded.stop }),
  );
  if ((await services.db.networkIds()).length === 0)
    await growNetwork(services, demoNetwork(), features, [], volunteers);
  const [id] = await services.db.networkIds();
  const network = await services.network(id!);
  const app = await buildWeb(services, async () => id!, unlimited);
  const end = async () => {
    await app.close();
    await stop();
  };
  return {
    ...(await around({ network, services, clock, app, jobsPool })),
    dataDir,
    owner,
    stop: end,
    async crash() {
      const pid = Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, 'SIGKILL');
      while (existsSync(`/proc/${pid}`)) await sleep(5);
      await end();
    },
  };
}

/** Every value under the server's key, with what it is bound to. */
export async function encryptedValues({ owner }: DiskHouse) {
  const client = new pg.Client(owner);
  await client.connect();
  const values: { table: string; record: string; field: string; box: Buffer }[] = [];
  for (const { table, column, record } of encryptedColumns(await readCatalogue(client))) {
    const { rows } = await client.query<{ record: string; box: Buffer }>(
      `select ${record} as record, ${column} as box from ${table} where ${column} is not null`,
    );
    values.push(...rows.map((row) => ({ ...row, table, field: column })));
  }
  await client.end();
  return values;
}

/** A copy with owners and modes, as a backup has it. The house must not be running. */
export function copyFolder(from: string): string {
  const to = newFolder();
  execFileSync('cp', ['-a', `${from}/.`, to]);
  return to;
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });
