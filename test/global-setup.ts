import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../src/platform/db/keeper.ts';
import { migrate } from '../src/platform/db/migrate.ts';

/**
 * A PostgreSQL for each worker, with today's schema as a template to clone; in memory where the machine has /dev/shm. One for
 * all would do, but events are read below the oldest transaction of a server: while one test grows its network, all others
 * would wait.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'porchlight-'));
  const first = join(folder, '1');
  const made = await startEmbedded({ folder: first, fast: true });
  await makeTemplate({ host: made.socketFolder, port: made.port, user: made.superuser });
  await made.stop();
  const folders = Array.from({ length: Number(project.config.maxWorkers) }, (_, i) =>
    join(folder, `${i + 1}`),
  );
  await Promise.all(folders.slice(1).map((copy) => cp(first, copy, { recursive: true })));
  const servers = await Promise.all(folders.map((own) => startEmbedded({ folder: own, fast: true })));
  const all = servers.map(({ socketFolder: host, port, superuser: user }) => ({ host, port, user }));
  project.provide(
    'servers',
    all.map((server) => ({ ...server, template: 'porchlight' })),
  );
  return async () => {
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
}

async function makeTemplate(owner: { host: string; port: number; user: string }): Promise<void> {
  const client = new pg.Client({ ...owner, database: 'postgres' });
  await client.connect();
  await client.query('create database porchlight');
  await migrate({ ...owner, database: 'porchlight' }, { mark: 'test', app: 'app', jobs: 'jobs' });
  // One to read the catalogue of: a template must be free of sessions while it is cloned.
  await client.query('create database catalogue template porchlight');
  await client.end();
}
