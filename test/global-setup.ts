import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../src/platform/db/keeper.ts';
import { migrate } from '../src/platform/db/migrate.ts';

/** One PostgreSQL for the run, with today's schema as a template to clone; in memory where the machine has /dev/shm. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'porchlight-'));
  const server = await startEmbedded({ folder, fast: true });
  const owner = { host: server.socketFolder, port: server.port, user: server.superuser };
  const client = new pg.Client({ ...owner, database: 'postgres' });
  await client.connect();
  await client.query('create database porchlight');
  await migrate({ ...owner, database: 'porchlight' }, { mark: 'test', app: 'app', jobs: 'jobs' });
  // One to read the catalogue of: a template must be free of sessions while it is cloned.
  await client.query('create database catalogue template porchlight');
  await client.end();
  project.provide('server', { ...owner, template: 'porchlight' });
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
