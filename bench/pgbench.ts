import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { has, type Own } from './kit.ts';

/** Which tool inserts rows here. */
export const insertTool = has('pgbench') ? 'pgbench' : 'pg';

/** Commits a second of single-row inserts by so many clients, each its own transaction, on disk before it is answered. */
export async function singleInserts(
  own: Own,
  owner: pg.PoolConfig & { host: string },
  seconds: number,
  clients = 16,
): Promise<number> {
  return has('pgbench') ? byPgbench(own, owner, seconds, clients) : byDriver(owner, seconds, clients);
}

const words = 'x'.repeat(400);

/** A table as plain as can be, with as many bytes a row as a report has. */
export async function makeFloorTable(owner: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query(
    'create table if not exists floor_rows (id bigint generated always as identity primary key, words text, at timestamptz)',
  );
  await client.end();
}

async function byPgbench(
  own: Own,
  owner: pg.PoolConfig & { host: string },
  seconds: number,
  clients: number,
) {
  const script = join(own.folder(), 'insert.sql');
  writeFileSync(script, `insert into floor_rows (words, at) values ('${words}', now());\n`);
  const { stdout } = await promisify(execFile)('pgbench', [
    ...['-h', owner.host, '-p', String(owner.port), '-U', String(owner.user), '-n', '-M', 'prepared'],
    ...['-c', String(clients), '-j', '2', '-T', String(seconds), '-f', script, String(owner.database)],
  ]);
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (!tps) throw new Error(`pgbench said: ${stdout}`);
  return Number(tps);
}

async function byDriver(owner: pg.PoolConfig, seconds: number, clients: number) {
  const pool = new pg.Pool({ ...owner, max: clients });
  const endAt = performance.now() + seconds * 1000;
  let rows = 0;
  const one = async () => {
    for (; performance.now() < endAt; rows++)
      await pool.query({
        name: 'one',
        text: 'insert into floor_rows (words, at) values ($1, now())',
        values: [words],
      });
  };
  await Promise.all(Array.from({ length: clients }, one));
  await pool.end();
  return rows / seconds;
}
