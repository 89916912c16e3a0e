import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, realpath, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { BootError } from '../boot-error.ts';
import { makePrivateFolder } from '../private-folder.ts';
import { findBinaries, findRunner, giveTo, type Runner } from './binaries.ts';
import { environment, logPath, makeCluster, makeSocketFolder, openLog } from './cluster.ts';
import { answers, type Postmaster, readPostmaster, serves } from './postmaster.ts';
import { serverArguments } from './settings.ts';

export interface Embedded {
  socketFolder: string;
  port: number;
  superuser: string;
  /** Stops the server cleanly. Not for an instance that was refused: the server is then another's. */
  stop(): Promise<void>;
}

const superuser = 'postgres';
const longestRecovery = 120_000;
const longestStop = 30_000;

/**
 * Gives a running PostgreSQL on `folder`/data, reachable by unix socket only: makes the database when there is none,
 * adopts a server that is still running, recovers one that was killed. `fast` gives up durability, for tests.
 * `spawned` is called when a server was started and is only waited for. Throws a BootError when it cannot.
 */
export async function startEmbedded(options: {
  folder: string;
  fast?: boolean;
  spawned?: () => void;
}): Promise<Embedded> {
  const { folder, fast = false, spawned } = options;
  const giveUp = Date.now() + longestRecovery;
  const runner = findRunner();
  await makePrivateFolder(folder);
  const data = join(await realpath(folder), 'data');
  if (!existsSync(data)) await makeCluster(data, superuser, runner, fast);
  await giveTo(runner, data);
  const server =
    (await adopt(data, giveUp)) ??
    (await start(data, runner, fast, giveUp, spawned)) ??
    (await adopt(data, giveUp));
  if (!server) throw new BootError(await whyNot(data));
  const { socketFolder, port } = server;
  return { socketFolder, port, superuser, stop: () => stop(data, server) };
}

/** Another Porchlight serves this database. */
export class HeldByAnother extends BootError {}

/** Holds this database for one Porchlight until `client` disconnects. Throws HeldByAnother when another holds it. */
export async function holdInstance(client: Client): Promise<void> {
  // A predecessor that was just killed is gone after client_connection_check_interval.
  for (const giveUp = Date.now() + 3_000; Date.now() < giveUp; await sleep(100)) {
    if (await mayHold(client)) return;
  }
  throw new HeldByAnother(
    'Another Porchlight is running on this data folder. Stop it, or set PORCHLIGHT_DATA to another folder.',
  );
}

/** Holds this database for `client` unless another does, which is then false. */
export async function mayHold(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('porchlight instance', 0)) as held`,
  );
  return rows[0]!.held;
}

// A server of ours may be busy recovering or stopping: wait for it. A pid file that nobody stands behind is removed,
// since PostgreSQL itself would take any process that has got the same number meanwhile for its own.
async function adopt(data: string, giveUp: number): Promise<Postmaster | null> {
  for (; Date.now() < giveUp; await sleep(20)) {
    const server = await readPostmaster(data);
    if (!server) return null;
    if (!(await serves(server.pid, data))) {
      await rm(join(data, 'postmaster.pid'), { force: true });
      return null;
    }
    if (await answers(server, superuser, data)) return server;
  }
  return null;
}

// Orphans of a killed server hold its shared memory for a moment, hence more than one try; unless another was faster.
async function start(
  data: string,
  runner: Runner,
  fast: boolean,
  giveUp: number,
  spawned?: () => void,
): Promise<Postmaster | null> {
  for (let tries = 0; tries < 8; tries++, await sleep(250)) {
    const server = await startOnce(data, runner, fast, giveUp, spawned);
    if (server) return server;
    const other = await readPostmaster(data);
    if (other && (await serves(other.pid, data))) return null;
  }
  return null;
}

// Its own session, so that Ctrl-C in our terminal does not end it before we have finished with it.
async function startOnce(
  data: string,
  runner: Runner,
  fast: boolean,
  giveUp: number,
  spawned?: () => void,
): Promise<Postmaster | null> {
  const { postgres } = await findBinaries();
  const socketFolder = await makeSocketFolder(data);
  const options = serverArguments(data, socketFolder, fast);
  const [command, ...rest] = [...runner.prefix, postgres, ...options];
  const log = await openLog(data);
  const child = spawn(command!, rest, {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: environment,
  });
  child.unref();
  let running = true;
  for (const end of ['exit', 'error']) child.once(end, () => (running = false));
  await log.close();
  spawned?.();
  for (; running && Date.now() < giveUp; await sleep(15)) {
    const server = await readPostmaster(data);
    if (server?.pid === child.pid && server && (await answers(server, superuser, data))) return server;
  }
  await rmdir(socketFolder).catch(() => undefined); // unless a server has its socket there
  return null;
}

async function whyNot(data: string): Promise<string> {
  const path = logPath(data);
  const server = await readPostmaster(data);
  if (server && (await serves(server.pid, data))) {
    return `PostgreSQL (process ${server.pid}) runs but does not answer; see ${path}. End it with "kill ${server.pid}" and start again.`;
  }
  const lines = (await readFile(path, 'utf8').catch(() => '')).trim().split('\n');
  const last = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1);
  const reason = last?.replace(/^.*?(FATAL|PANIC): +/, '');
  return `PostgreSQL did not start: ${reason}. Your data in ${data} was left as it is; see ${path}.`;
}

// A fast shutdown; one that hangs is cut short, from which PostgreSQL recovers at its next start.
async function stop(data: string, { pid, socketFolder }: Postmaster): Promise<void> {
  const cutShortAt = Date.now() + longestStop;
  for (let signal: NodeJS.Signals | 0 = 'SIGINT'; await serves(pid, data); await sleep(10)) {
    tell(pid, signal);
    signal = Date.now() > cutShortAt ? 'SIGQUIT' : 0;
  }
  await rm(socketFolder, { recursive: true, force: true });
}

function tell(pid: number, signal: NodeJS.Signals | 0): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself between our look and our word.
  }
}
