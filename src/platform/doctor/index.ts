import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { logKeys } from '../audit/entry.ts';
import { verifyNetworkLog } from '../audit/log.ts';
import { notesIn, verifierKey } from '../audit/note.ts';
import type { Verdict } from '../audit/verify.ts';
import { BootError } from '../boot-error.ts';
import type { Config } from '../config.ts';
import { asRole, Database, openPool } from '../db/index.ts';
import { knownRoles, type Roles, type Secrets, secretsOf } from '../db/roles.ts';
import { openBeside, type Server } from '../db/server.ts';
import { readServerKey, type ServerKey } from '../key.ts';
import * as checks from './checks.ts';

const usage = 'npx porchlight doctor [--audit [--checkpoint FILE]]';

/** A look at the networks in the database, of which the platform knows nothing. */
export type Inside = (db: Database, master: ServerKey) => Promise<checks.Line[]>;

/**
 * `porchlight doctor`: looks and changes nothing. `others` and `inside` are looks at what the platform does not know. Gives the lines
 * to print and whether all is well; throws BootError.
 */
export async function doctor(
  config: Config,
  args: string[],
  others: ((config: Config) => Promise<checks.Line>)[] = [],
  inside: Inside = async () => [],
): Promise<{ lines: string[]; well: boolean }> {
  const { audit, checkpoint } = read(args);
  // Else a look would make a data directory, with a key of its own.
  if (!existsSync(config.dataDir))
    throw new BootError(`There is nothing at ${config.dataDir}. Set PORCHLIGHT_DATA to your data directory.`);
  if (!audit)
    return report([...(await look(config, inside)), ...(await Promise.all(others.map((o) => o(config))))]);
  const witnessed = checkpoint ? await witnessedIn(checkpoint) : [];
  return withDatabase(config, (db, master) => verify(config, db, master, witnessed));
}

function read(args: string[]) {
  try {
    const options = { audit: { type: 'boolean' as const }, checkpoint: { type: 'string' as const } };
    const { values } = parseArgs({ args, options });
    if (values.checkpoint && !values.audit) throw new Error('--checkpoint goes with --audit.');
    return values;
  } catch (error) {
    throw new BootError(`${(error as Error).message}\nUse: ${usage}`);
  }
}

const report = (lines: checks.Line[]) => ({
  lines: lines.map(({ well, says }) => `${well ? '✓' : '✕'} ${says}`),
  well: lines.every(({ well }) => well),
});

async function look(config: Config, inside: Inside): Promise<checks.Line[]> {
  const lines = await checks.checkKeys(config.dataDir);
  lines.push(await checks.checkDisk(config.dataDir));
  if (!lines[0]!.well) return lines;
  const server = await open(config).catch((error: Error) => {
    lines.push({ well: false, says: `Database: ${error.message}` });
    return null;
  });
  if (!server) return lines;
  try {
    lines.push({ well: true, says: 'Database: it answers.' }, ...(await lookInside(config, server, inside)));
  } finally {
    await server.stop();
  }
  return lines;
}

async function lookInside(config: Config, { owner }: Server, inside: Inside): Promise<checks.Line[]> {
  const master = await readServerKey(config.dataDir);
  return withClient(owner, async (client) => {
    const now = new Date();
    const schema = await checks.checkMigrations(client);
    if (!schema.well) return [schema];
    const secrets = secretsOf(master);
    const { app, jobs } = await rolesOf(client, secrets);
    return [
      schema,
      await checks.checkClock(client, now),
      await checks.checkStuck(client),
      await withClient(asRole(owner, jobs, secrets.jobs), (queue) => checks.checkTimers(queue, now)),
      await checks.checkLogKept(client, now),
      ...(await withApp(asRole(owner, app, secrets.app), app, (db) => inside(db, master))),
    ];
  });
}

async function withClient<T>(where: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(where);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function rolesOf(client: pg.Client, secrets: Secrets): Promise<Roles> {
  const roles = await knownRoles(client, secrets);
  if (roles) return roles;
  throw new BootError('The database is empty. Start Porchlight once.');
}

async function open(config: Config): Promise<Server> {
  // Else a look would make an empty database.
  if (!config.databaseUrl && !existsSync(join(config.dataDir, 'pg/data')))
    throw new BootError(
      `there is none in ${config.dataDir}. Put your backup back, or start Porchlight once.`,
    );
  const server = await openBeside(config);
  try {
    await withClient(server.owner, (client) => client.query('select 1'));
    return server;
  } catch (error) {
    await server.stop();
    const { message, code } = error as { message: string; code?: string };
    throw new BootError(`it does not answer: ${message || code}.`);
  }
}

async function withApp<T>(
  where: pg.ClientConfig,
  role: string,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const db = await Database.open(openPool(where, 2), role);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function withDatabase<T>(
  config: Config,
  work: (db: Database, master: ServerKey) => Promise<T>,
): Promise<T> {
  const [keys] = await checks.checkKeys(config.dataDir);
  if (!keys!.well) throw new BootError(keys!.says);
  const master = await readServerKey(config.dataDir);
  const server = await open(config);
  try {
    const secrets = secretsOf(master);
    const { app } = await withClient(server.owner, (client) => rolesOf(client, secrets));
    return await withApp(asRole(server.owner, app, secrets.app), app, (db) => work(db, master));
  } finally {
    await server.stop();
  }
}

async function witnessedIn(path: string): Promise<string[]> {
  const file = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BootError(`The checkpoint file ${path} cannot be read (${error.code}).`);
  });
  const notes = notesIn(file);
  if (notes.length === 0) throw new BootError(`There is no checkpoint in ${path}.`);
  return notes;
}

async function verify(config: Config, db: Database, master: ServerKey, witnessed: string[]) {
  const ids = await db.networkIds();
  const originOf = (note: string) => note.split('\n')[0]!;
  const origins = ids.map((id) => logKeys(master, id).signer.origin);
  const foreign = witnessed.find((note) => !origins.includes(originOf(note)));
  if (foreign) throw new BootError(`The witness’s checkpoint is of another log: ${originOf(foreign)}`);
  const lines: string[] = [];
  let well = true;
  for (const id of ids) {
    const keys = logKeys(master, id);
    const notes = witnessed.filter((note) => originOf(note) === keys.signer.origin);
    const verdict = await verifyNetworkLog({ db, master, config }, id, notes);
    well &&= !verdict.wrong;
    lines.push(say(ids.length > 1 ? `${keys.signer.origin}: ` : '', verdict));
    if (!verdict.wrong) lines.push(`  verified with the key ${verifierKey(keys.signer)}`);
  }
  return { lines, well };
}

function say(prefix: string, { size, root, checkpoints, wrong }: Verdict): string {
  if (!wrong)
    return `✓ ${prefix}The log holds: ${size} entries, head ${root.toString('base64')}, against ${checkpoints} checkpoints.`;
  const when = wrong.at ? (wrong.wrong === 'missing' ? `, after ${wrong.at}` : `, of ${wrong.at}`) : '';
  return `✕ ${prefix}The first wrong entry is number ${wrong.index}${when}: ${wrong.wrong}; ${wrong.says}.`;
}
