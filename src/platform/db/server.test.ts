import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../config.ts';
import { asRole, openPool } from './index.ts';
import { readPostmaster } from './postmaster.ts';
import { openServer } from './server.ts';

test('a database that was killed under us is back at the same place, and still ours alone', async () => {
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'porchlight-server-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const config = readConfig({ PORCHLIGHT_DATA: folder });
  const server = await openServer(config);
  const pool = openPool(server.owner, 2);
  onTestFinished(async () => {
    await pool.end();
    await server.stop();
  });
  await pool.query('create table kept (n int)');
  await pool.query('insert into kept values (7)');
  const killed = (await readPostmaster(join(folder, 'pg/data')))!.pid;
  process.kill(killed, 'SIGKILL');
  const ask = (sql: string) =>
    pool.query(sql).then(
      ({ rows }) => rows,
      () => null,
    );
  const kept = () => ask('select n from kept');
  const holders = () =>
    ask(`select count(*)::int as n from pg_locks where locktype = 'advisory' and granted`);
  const pidNow = async () => (await readPostmaster(join(folder, 'pg/data')))?.pid ?? killed;
  await expect.poll(pidNow, { timeout: 20_000 }).not.toBe(killed);
  await expect.poll(kept, { timeout: 20_000 }).toEqual([{ n: 7 }]);
  // It answers before we hold it again; whoever asked first would have it.
  await expect.poll(holders, { timeout: 20_000 }).toEqual([{ n: 1 }]);
  await expect(openServer(config)).rejects.toThrow('Another Porchlight');
  expect(await kept()).toEqual([{ n: 7 }]);
}, 60_000);

test.each([
  'postgres://owner:secret@db.example:5433/house?sslmode=disable',
  'postgres://db.example:5433/house?user=owner&password=secret',
  'postgres:///house?host=/run/postgresql&user=owner',
])('%s as another role names no owner any more', (connectionString) => {
  const { user, password, database } = new pg.Client(asRole({ connectionString }, 'porchlight_app', 'p w+%'));
  expect([user, password, database]).toEqual(['porchlight_app', 'p w+%', 'house']);
});
