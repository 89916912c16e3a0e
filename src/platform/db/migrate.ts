import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { BootError } from '../boot-error.ts';
import { asRole, openPool } from './index.ts';
import { claimDatabase, type Roles, type Secrets } from './roles.ts';

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

/**
 * Brings the database to today's schema as its owner and returns the roles that serve it. One migrator at a time; each
 * file in its own transaction. Throws BootError when the database belongs to another server key (`claimDatabase`), or
 * holds a migration that differs from, or is unknown to, this checkout.
 */
export async function migrate(owner: pg.ClientConfig, secrets: Secrets): Promise<Roles> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('porchlight migrate'))`);
    const roles = await claimDatabase(client, secrets);
    await applyMigrations(client, roles);
    await prepareJobs(client, owner, roles, secrets.jobs);
    return roles;
  } finally {
    await client.end();
  }
}

/** The files call the serving role porchlight_app, whatever it is called here. */
const withRole = (client: pg.Client, text: string, { app }: Roles) =>
  text.replaceAll('porchlight_app', client.escapeIdentifier(app));

/** The migrations that have not run yet. Throws BootError where those that have differ from this checkout. */
export async function pendingMigrations(client: pg.Client): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migrations');
  const done = new Map(rows.map((r) => [r.name, r.hash]));
  const files = readMigrations();
  const unknown = rows.find((r) => !files.some((f) => f.name === r.name));
  if (unknown)
    throw new BootError(
      `The database is newer than this checkout (it has ${unknown.name}). Update the checkout, then start again.`,
    );
  const pending = files.filter(({ name, hash }) => done.get(name) !== hash);
  const edited = pending.find(({ name }) => done.has(name));
  if (edited)
    throw new BootError(
      `Migration ${edited.name} was edited after it ran here. Restore the file, or add a new migration.`,
    );
  return pending;
}

async function applyMigrations(client: pg.Client, roles: Roles) {
  await client.query(
    'create table if not exists migrations (name text primary key, hash text not null, at timestamptz not null)',
  );
  for (const { name, text, hash } of await pendingMigrations(client)) {
    await client.query('begin');
    await client.query(withRole(client, text, roles));
    await client.query('insert into migrations values ($1, $2, $3)', [name, hash, new Date()]);
    await client.query('commit');
  }
}

/** graphile-worker's schema belongs to the jobs role; the app may only enqueue, through a definer function. */
async function prepareJobs(
  client: pg.Client,
  owner: pg.ClientConfig,
  { app, jobs }: Roles,
  password: string,
) {
  const [database, serving, working] = [client.database!, app, jobs].map((name) =>
    client.escapeIdentifier(name),
  );
  await client.query(`grant create on database ${database} to ${working}`);
  const pool = openPool(asRole(owner, jobs, password), 1);
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
      grant usage on schema graphile_worker to ${serving};
      grant execute on function graphile_worker.enqueue, graphile_worker.cancel to ${serving}`);
  } finally {
    await pool.end();
  }
}
