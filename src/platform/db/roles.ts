import type pg from 'pg';
import { BootError } from '../boot-error.ts';
import { deriveKey, type ServerKey } from '../key.ts';

/** What the server's key gives to a database: a mark to know it by, and the passwords of the two roles that serve. */
export interface Secrets {
  mark: string;
  app: string;
  jobs: string;
}

export function secretsOf(master: ServerKey): Secrets {
  const hex = (purpose: string) => deriveKey(master, purpose).toString('hex');
  return { mark: hex('mark'), app: hex('role app'), jobs: hex('role jobs') };
}

/** The names of the two roles that serve one database. */
export interface Roles {
  app: string;
  jobs: string;
}

/**
 * Makes or updates the roles that serve this database, and returns their names: written down in the database itself at
 * its first migration, together with the mark of the server key that it belongs to. Before anything is changed it throws
 * a BootError where the key is another one, which would lock out the network that runs on it; and where roles of these
 * names belong to somebody else, since roles are the whole server's.
 */
export async function claimDatabase(client: pg.Client, secrets: Secrets): Promise<Roles> {
  await client.query('begin');
  try {
    const roles = await claim(client, secrets);
    await client.query('commit');
    return roles;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function claim(client: pg.Client, secrets: Secrets): Promise<Roles> {
  await client.query(
    'create table if not exists installation (mark text not null, app text not null, jobs text not null)',
  );
  const known = await knownRoles(client, secrets);
  const roles = known ?? namesFor(client.database!);
  for (const name of ['app', 'jobs'] as const)
    await makeRole(client, roles[name], secrets[name], known !== null);
  if (!known)
    await client.query('insert into installation values ($1, $2, $3)', [secrets.mark, roles.app, roles.jobs]);
  return roles;
}

/** The roles that serve this database; null before its first migration. Throws BootError where the key is another one. */
export async function knownRoles(client: pg.Client, secrets: Secrets): Promise<Roles | null> {
  const { rows } = await client.query<Roles & { mark: string }>('select mark, app, jobs from installation');
  const [known] = rows;
  if (known && known.mark !== secrets.mark)
    throw new BootError(
      'This database belongs to another server key than the one in the data folder. Set PORCHLIGHT_DATA to the folder that it was made with, or put your copy of its keys/ back. The database was not changed.',
    );
  return known ? { app: known.app, jobs: known.jobs } : null;
}

/** PostgreSQL cuts names after 63 bytes, which would make one role of two. */
const longestName = 63;

function namesFor(database: string): Roles {
  const roles = { app: `${database}_app`, jobs: `${database}_jobs` };
  if (Buffer.byteLength(roles.jobs) > longestName)
    throw new BootError(
      `The database's name "${database}" is too long: its roles are called after it. Take one of at most ${longestName - 5} bytes.`,
    );
  return roles;
}

async function makeRole(client: pg.Client, role: string, password: string, isOurs: boolean) {
  const { rows } = await client.query<{ powerful: boolean }>(
    'select rolsuper or rolbypassrls as powerful from pg_roles where rolname = $1',
    [role],
  );
  const quoted = client.escapeIdentifier(role);
  if (rows[0]?.powerful)
    throw new BootError(
      `The database role ${role} may see every network. Run: alter role ${quoted} nosuperuser nobypassrls`,
    );
  if (rows[0] && !isOurs)
    throw new BootError(
      `The database server has a role ${role} already, which is not this database's. If nothing uses it any more, run: drop role ${quoted}. Otherwise give Porchlight a database of another name.`,
    );
  // Since PostgreSQL 16 only a superuser may name the other attributes of a role that is there already.
  const verb = rows[0] ? `alter role ${quoted} login` : `create role ${quoted} login`;
  await client.query(`${verb} password ${client.escapeLiteral(password)}`);
}
