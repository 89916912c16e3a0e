import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownServer } from '../../../test/server.ts';
import { migrate } from './migrate.ts';

const server = ownServer();
const suffix = `${process.pid}`;
const [one, two] = [`house1_${suffix}`, `house2_${suffix}`];
const ours = { mark: 'ours', app: 'a1', jobs: 'j1' };
const theirs = { mark: 'theirs', app: 'a2', jobs: 'j2' };
let superuser: pg.Client;

const at = (database: string) => ({ host: server.host, port: server.port, user: server.user, database });

/** Salted hashes: they change whenever a password is set. */
const passwords = async (...names: string[]) => {
  const { rows } = await superuser.query(
    'select rolname, rolpassword from pg_authid where rolname = any($1) order by 1',
    [names],
  );
  return rows;
};

beforeAll(async () => {
  superuser = new pg.Client(at('postgres'));
  await superuser.connect();
  for (const name of [one, two]) await superuser.query(`create database ${name}`);
});
afterAll(async () => {
  for (const name of [one, two]) {
    await superuser.query(`drop database if exists ${name} with (force)`);
    await superuser.query(`drop role if exists ${name}_app, ${name}_jobs`);
  }
  await superuser.end();
});

it('gives each database of one server roles of its own', async () => {
  expect(await migrate(at(one), ours)).toEqual({ app: `${one}_app`, jobs: `${one}_jobs` });
  const before = await passwords(`${one}_app`, `${one}_jobs`);
  expect(await migrate(at(two), theirs)).toEqual({ app: `${two}_app`, jobs: `${two}_jobs` });
  expect(await passwords(`${one}_app`, `${one}_jobs`)).toEqual(before);
  const { rows } = await superuser.query(
    `select has_database_privilege($1, $2, 'create') as mine, has_database_privilege($1, $3, 'create') as other`,
    [`${one}_jobs`, one, two],
  );
  expect(rows).toEqual([{ mine: true, other: false }]);
});

it('refuses another data folder’s key, and leaves the running network its passwords', async () => {
  const before = await passwords(`${one}_app`, `${one}_jobs`);
  await expect(migrate(at(one), theirs)).rejects.toThrow('belongs to another server key');
  expect(await passwords(`${one}_app`, `${one}_jobs`)).toEqual(before);
  expect(await migrate(at(one), ours)).toEqual({ app: `${one}_app`, jobs: `${one}_jobs` });
});

it('keeps its roles when the database is renamed', async () => {
  await superuser.query(`alter database ${one} rename to renamed_${suffix}`);
  expect(await migrate(at(`renamed_${suffix}`), ours)).toEqual({ app: `${one}_app`, jobs: `${one}_jobs` });
  await superuser.query(`alter database renamed_${suffix} rename to ${one}`);
});

it('takes no role that is somebody else’s, and says what to do', async () => {
  await superuser.query(`create database house3_${suffix}`);
  await superuser.query(`create role house3_${suffix}_jobs login`);
  try {
    await expect(migrate(at(`house3_${suffix}`), ours)).rejects.toThrow(
      `has a role house3_${suffix}_jobs already`,
    );
    expect(await passwords(`house3_${suffix}_app`)).toEqual([]);
  } finally {
    await superuser.query(`drop database house3_${suffix} with (force)`);
    await superuser.query(`drop role house3_${suffix}_jobs`);
  }
});

it('refuses a name from which PostgreSQL would cut the end', async () => {
  const long = `h${'o'.repeat(58)}`;
  await superuser.query(`create database ${long}`);
  try {
    await expect(migrate(at(long), ours)).rejects.toThrow('is too long');
  } finally {
    await superuser.query(`drop database ${long} with (force)`);
  }
});
