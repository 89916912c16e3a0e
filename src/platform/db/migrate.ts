import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { BootError } from '../boot-error.ts';
import { asRole, openPool } from './index.ts';

const folder = fileURLToPath(new URL('../../../db/migrations/', import.meta.url));

interface Migration {
  name: string;
  text: string;
  hash: string;
}

export function readMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(folder + name, 'utf8');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    });
}

/** Passwords of the two roles that serve; derived from the server's key, so nothing is stored. */
export interface RolePasswords {
  app: string;
  jobs: string;
}

/**
 * Brings the database to today's schema as its owner. One migrator at a time; each file in its own transaction.
 * Throws BootError when the database holds a migration that differs from, or is unknown to, this checkout.
 */
export async function migrate(owner: pg.ClientConfig, passwords: RolePasswords): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('porchlight migrate'))`);
    await makeRoles(client, passwords);
    await applyMigrations(client);
    await prepareJobs(client, owner, passwords.jobs);
  } finally {
    await client.end();
  }
}

async function makeRoles(client: pg.Client, passwords: RolePasswords) {
  for (const [role, password] of [
    ['porchlight_app', passwords.app],
    ['porchlight_jobs', passwords.jobs],
  ] as const) {
    const { rows } = await client.query<{ powerful: boolean }>(
      'select rolsuper or rolbypassrls as powerful from pg_roles where rolname = $1',
      [role],
    );
    if (rows[0]?.powerful)
      throw new BootError(
        `The database role ${role} may see every network. Run: alter role ${role} nosuperuser nobypassrls`,
      );
    // Since PostgreSQL 16 only a superuser may name the other attributes of a role that is there already.
    const verb = rows[0] ? `alter role ${role} login` : `create role ${role} login`;
    await client.query(`${verb} password ${client.escapeLiteral(password)}`);
  }
}

async function applyMigrations(client: pg.Client) {
  await client.query(
    'create table if not exists migrations (name text primary key, hash text not null, at timestamptz not null)',
  );
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migrations');
  const done = new Map(rows.map((r) => [r.name, r.hash]));
  const files = readMigrations();
  const unknown = rows.find((r) => !files.some((f) => f.name === r.name));
  if (unknown)
    throw new BootError(
      `The database is newer than this checkout (it has ${unknown.name}). Update the checkout, then start again.`,
    );
  for (const { name, text, hash } of files) {
    if (done.get(name) === hash) continue;
    if (done.has(name))
      throw new BootError(
        `Migration ${name} was edited after it ran here. Restore the file, or add a new migration.`,
      );
    await client.query('begin');
    await client.query(text);
    await client.query('insert into migrations values ($1, $2, $3)', [name, hash, new Date()]);
    await client.query('commit');
  }
}

/** graphile-worker's schema belongs to the jobs role; the app may only enqueue, through a definer function. */
async function prepareJobs(client: pg.Client, owner: pg.ClientConfig, password: string) {
  const database = client.escapeIdentifier(client.database!);
  await client.query(`grant create on database ${database} to porchlight_jobs`);
  const pool = openPool(asRole(owner, 'porchlight_jobs', password), 1);
  try {
    await runMigrations({ pgPool: pool });
    await pool.query(`
      create or replace function graphile_worker.enqueue(task text, payload json, run_at timestamptz, job_key text)
      returns void language sql security definer set search_path = graphile_worker, pg_temp as
      $$ select graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key, max_attempts => 12) $$;
      create or replace function graphile_worker.cancel(key text)
      returns void language sql security definer set search_path = graphile_worker, pg_temp as
      $$ select graphile_worker.remove_job(key) $$;
      revoke all on function graphile_worker.enqueue, graphile_worker.cancel from public;
      grant usage on schema graphile_worker to porchlight_app;
      grant execute on function graphile_worker.enqueue, graphile_worker.cancel to porchlight_app`);
  } finally {
    await pool.end();
  }
}
