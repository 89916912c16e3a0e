/** Writes db/schema.sql and db/tables.ts from the migrations, or with --check says whether they are stale. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { printSchema, printTypes, readCatalogue } from '../src/platform/db/catalogue.ts';
import { startEmbedded } from '../src/platform/db/keeper.ts';
import { migrate } from '../src/platform/db/migrate.ts';

const folder = mkdtempSync(join(tmpdir(), 'porchlight-schema-'));
const server = await startEmbedded({ folder, fast: true });
const superuser = { host: server.socketFolder, port: server.port, user: server.superuser };
// The roles that schema.sql names are called after the database.
const owner = { ...superuser, database: 'porchlight' };
let stale = false;
try {
  const maker = new pg.Client({ ...superuser, database: 'postgres' });
  await maker.connect();
  await maker.query('create database porchlight');
  await maker.end();
  await migrate(owner, { mark: 'schema', app: 'app', jobs: 'jobs' });
  const client = new pg.Client(owner);
  await client.connect();
  const tables = await readCatalogue(client);
  await client.end();
  for (const [file, text] of [
    ['db/schema.sql', printSchema(tables)],
    ['db/tables.ts', printTypes(tables)],
  ] as const) {
    if (!process.argv.includes('--check')) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) {
      console.error(`${file} is stale: run \`node bin/run.mjs schema\` and commit it.`);
      stale = true;
    }
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(stale ? 1 : 0);
