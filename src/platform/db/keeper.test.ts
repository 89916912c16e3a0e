import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { BootError } from '../boot-error.ts';
import { type Embedded, holdInstance, startEmbedded } from './keeper.ts';
import { readPostmaster, serves } from './postmaster.ts';

const isRoot = process.getuid!() === 0;
let base: string;

// initdb takes half a second: it is done once, and each test starts from a copy of what it made.
beforeAll(async () => {
  base = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'porchlight-keeper-'));
  const server = await startEmbedded({ folder: join(base, 'made'), fast: true });
  await server.stop();
});

afterAll(() => rm(base, { recursive: true, force: true }));

test('a new cluster is private, and nothing half-made is left', async () => {
  const folder = join(base, 'made');
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await readdir(folder)).sort()).toEqual(['data', 'log']);
  expect(await readPostmaster(join(folder, 'data'))).toBeNull();
});

test('what a start that was killed had half made is swept away', async () => {
  const folder = join(base, 'swept');
  const dead = await endedPid();
  await mkdir(join(folder, `data.new-${dead}`, 'base'), { recursive: true });
  const server = await startHere(folder);
  expect((await readdir(folder)).sort()).toEqual(['data', 'log']);
  expect(await ask(server, 'select 1 as answer')).toEqual([{ answer: 1 }]);
});

test('it listens on a private unix socket only, and keeps text as UTF-8 in one order everywhere', async () => {
  const server = await startHere(await copyOf('made'));
  const settings = await ask(
    server,
    `select current_setting('listen_addresses') as addresses, current_setting('server_encoding') as encoding,
       current_setting('timezone') as zone, datcollate, datctype, datlocprovider,
       (select string_agg(word, '' order by word) from unnest(array['b', 'A', 'a', 'é']) as word) as sorted,
       upper('é') as upper
     from pg_database where datname = current_database()`,
  );
  expect(settings).toMatchObject([{ addresses: '', encoding: 'UTF8', zone: 'UTC', datlocprovider: 'b' }]);
  expect(settings).toMatchObject([{ sorted: 'Aabé', upper: 'É' }]);
  expect((await stat(server.socketFolder)).mode & 0o777).toBe(0o700);
});

test('other roles need their password', async () => {
  const server = await startHere(await copyOf('made'));
  await ask(server, `create role app login password 'open sesame'`);
  const as = (password: string) => connect(server, { user: 'app', password });
  await expect(as('wrong')).rejects.toThrow('password authentication failed');
  expect((await (await as('open sesame')).query('select current_user')).rows).toEqual([
    { current_user: 'app' },
  ]);
});

test('nothing that a statement held reaches the log', async () => {
  const folder = await copyOf('made');
  const server = await startHere(folder);
  await ask(server, 'create table person (phone text primary key)');
  const client = await connect(server);
  await client.query(`insert into person values ($1)`, ['+12125550199']);
  await expect(client.query(`insert into person values ($1)`, ['+12125550199'])).rejects.toThrow('duplicate');
  await expect(client.query(`select $1::uuid`, ['+12125550199'])).rejects.toThrow('invalid input');
  await expect(client.query(`select '+12125550199' from`)).rejects.toThrow('syntax');
  expect(await readFile(join(folder, 'log'), 'utf8')).not.toContain('12125550199');
});

test('a server that outlived us is adopted', async () => {
  const folder = await copyOf('made');
  const { child, pid } = await startElsewhere(folder);
  await kill(child);
  const server = await startHere(folder);
  expect((await readPostmaster(join(folder, 'data')))?.pid).toBe(pid);
  expect(await ask(server, 'select 1 as answer')).toEqual([{ answer: 1 }]);
});

test('a server that was killed is recovered with what it had committed', async () => {
  const folder = await copyOf('made');
  const killed = await startHere(folder, false);
  await ask(killed, 'create table kept as select 42 as answer');
  const { pid } = (await readPostmaster(join(folder, 'data')))!;
  process.kill(pid, 'SIGKILL');
  const server = await startHere(folder);
  expect((await readPostmaster(join(folder, 'data')))?.pid).not.toBe(pid);
  expect(await ask(server, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('a pid file whose number another process has got meanwhile is no obstacle', async () => {
  const folder = await copyOf('made');
  const lines = [process.pid, join(folder, 'data'), 1, 5432, '/nowhere', '', '', 'ready'];
  await writeFile(join(folder, 'data/postmaster.pid'), `${lines.join('\n')}\n`);
  const server = await startHere(folder);
  expect(await ask(server, 'select 1 as answer')).toEqual([{ answer: 1 }]);
});

test('a copy of a folder in use is not taken for the original', async () => {
  const folder = await copyOf('made');
  const original = await startHere(folder);
  const copy = await startHere(await copyOf(folder.slice(base.length + 1)));
  expect(copy.socketFolder).not.toBe(original.socketFolder);
  await ask(copy, 'create table only_in_copy ()');
  expect(await ask(original, `select to_regclass('only_in_copy') as found`)).toEqual([{ found: null }]);
});

test('two starts at once share one server', async () => {
  const folder = join(base, 'at-once');
  const [one, two] = await Promise.all([startElsewhere(folder), startElsewhere(folder)]);
  expect(one.pid).toBe(two.pid);
  await startHere(folder);
  await Promise.all([kill(one.child), kill(two.child)]);
});

test('a second instance is refused, and a first that was killed makes room', async () => {
  const folder = await copyOf('made');
  const { child } = await startElsewhere(folder, 'hold');
  const server = await startHere(folder);
  const client = await connect(server);
  await expect(holdInstance(client)).rejects.toThrow(/^Another Porchlight is running/);
  await kill(child);
  await holdInstance(client);
}, 15_000);

test('a path longer than a socket may have is fine', async () => {
  const folder = join(base, 'a folder with a long name, and spaces'.repeat(4), 'deeper'.repeat(20), 'pg');
  await mkdir(folder, { recursive: true });
  await cp(join(base, 'made/data'), join(folder, 'data'), { recursive: true });
  const server = await startHere(folder);
  expect(await ask(server, 'select 1 as answer')).toEqual([{ answer: 1 }]);
});

test('stopping leaves no process and no socket', async () => {
  const folder = await copyOf('made');
  const server = await startHere(folder);
  const { pid } = (await readPostmaster(join(folder, 'data')))!;
  await server.stop();
  expect(await serves(pid, join(folder, 'data'))).toBe(false);
  expect(existsSync(server.socketFolder)).toBe(false);
  await server.stop();
});

test('a damaged database is one clear line, and stays as it is', async () => {
  const folder = await copyOf('made');
  await writeFile(join(folder, 'data/global/pg_control'), 'scrambled');
  const failure = await startEmbedded({ folder, fast: true }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(BootError);
  expect((failure as BootError).message).toMatch(/^PostgreSQL did not start: .*left as it is.*$/);
  expect(await readFile(join(folder, 'data/global/pg_control'), 'utf8')).toBe('scrambled');
}, 15_000);

describe.runIf(isRoot && process.platform === 'linux')('as root where user namespaces are forbidden', () => {
  test('it runs as nobody, under a 0700 folder too, and back again', async () => {
    const folder = await copyOf('made');
    await chmod(base, 0o700);
    const shims = await mkdtemp(join(base, 'shims-'));
    await writeFile(join(shims, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const { child, pid } = await startElsewhere(folder, '', { PATH: `${shims}:${process.env.PATH}` });
    expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\s65534\s/m);
    child.stdin!.end();
    await ended(child);
    const server = await startHere(folder);
    expect(await ask(server, 'select 1 as answer')).toEqual([{ answer: 1 }]);
    expect((await stat(join(folder, 'data'))).uid).toBe(0);
  });
});

async function copyOf(name: string): Promise<string> {
  const folder = await mkdtemp(join(base, 'copy-'));
  await cp(join(base, name, 'data'), join(folder, 'data'), { recursive: true });
  return folder;
}

async function startHere(folder: string, fast = true): Promise<Embedded> {
  const server = await startEmbedded({ folder, fast });
  onTestFinished(() => server.stop());
  return server;
}

async function connect(server: Embedded, as: { user?: string; password?: string } = {}): Promise<Client> {
  const { socketFolder: host, port, superuser: user } = server;
  const client = new Client({ host, port, user, database: 'postgres', ...as });
  client.on('error', () => undefined);
  onTestFinished(() => client.end());
  await client.connect();
  return client;
}

async function ask(server: Embedded, query: string): Promise<unknown[]> {
  return (await (await connect(server)).query(query)).rows;
}

// Another process that starts the server, says its pid, and stops it when its input ends.
async function startElsewhere(folder: string, hold = '', env: NodeJS.ProcessEnv = {}) {
  const script = `
    import { Client } from 'pg';
    import { holdInstance, startEmbedded } from '${import.meta.dirname}/keeper.ts';
    import { readPostmaster } from '${import.meta.dirname}/postmaster.ts';
    const server = await startEmbedded({ folder: process.argv[1], fast: true });
    if (process.argv[2]) {
      const client = new Client({ host: server.socketFolder, port: server.port, user: server.superuser, database: 'postgres' });
      await client.connect();
      await holdInstance(client);
    }
    console.log((await readPostmaster(process.argv[1] + '/data')).pid);
    process.stdin.on('end', () => server.stop()).resume();`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, folder, hold], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => kill(child));
  const said = await new Promise<string>((resolve) => {
    child.stdout.once('data', (data) => resolve(String(data)));
    child.once('exit', () => resolve('ended'));
  });
  return { child, pid: Number(said) };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await ended(child);
}

async function ended(child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) await sleep(5);
}

async function endedPid(): Promise<number> {
  const child = spawn('true');
  await ended(child);
  return child.pid!;
}
