import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { readPostmaster } from '../src/platform/db/postmaster.ts';
import type { Own } from './kit.ts';

export const root = join(import.meta.dirname, '..');

/** What a child of a benchmark sees of our environment: no setting of yours changes what is measured. */
const environment = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/node'),
};

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

export interface Child {
  port: number;
  /** Milliseconds from spawning to the first 200 of /readyz. */
  readyMs: number;
  pid: number;
  /** Ends it as Ctrl-C would and waits for that. */
  stop(): Promise<void>;
}

/** Starts a Node program of ours that serves /readyz at PORT, and waits for its first 200. Throws with what it said. */
export async function startChild(
  own: Own,
  command: string[],
  env: Record<string, string> = {},
  longestMs = 60_000,
): Promise<Child> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { ...environment, PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const stop = () => stopped(child);
  own.closing(stop);
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended: ${said}`);
    if (performance.now() - began > longestMs) throw new Error(`${command.join(' ')} is not ready: ${said}`);
    await sleep(3);
  }
  return { port, readyMs: performance.now() - began, pid: child.pid!, stop };
}

/** The house itself on a data folder, as a demo unless that folder says otherwise. */
export const startPorchlight = (
  own: Own,
  dataDir: string,
  env: Record<string, string> = {},
): Promise<Child> =>
  startChild(own, [join(root, 'src/main.ts'), 'serve'], { PORCHLIGHT_DATA: dataDir, ...env });

/** The database of a running instance as its superuser: its socket's folder is readable for us alone. */
export async function ownerOf(dataDir: string): Promise<PoolConfig & { host: string; port: number }> {
  const server = await readPostmaster(join(dataDir, 'pg/data'));
  if (!server) throw new Error('the embedded PostgreSQL does not run');
  return { host: server.socketFolder, port: server.port, user: 'postgres', database: 'postgres' };
}

const isReady = (port: number) =>
  new Promise<boolean>((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () =>
      socket.write('GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
    );
    socket.on('data', (chunk) => {
      done(chunk.toString('latin1').startsWith('HTTP/1.1 200'));
      socket.destroy();
    });
    for (const event of ['error', 'close']) socket.on(event, () => done(false));
  });

async function stopped(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await gone;
  clearTimeout(late);
}
