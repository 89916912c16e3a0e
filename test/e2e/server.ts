import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const clock = join(import.meta.dirname, 'moved-clock.ts');
const longestStart = 240_000;

declare module 'vitest' {
  interface ProvidedContext {
    /** The data of a demo that this run has grown. */
    demo: string;
  }
}

export interface TestHouse {
  /** Where it is served, without a slash at its end. */
  origin: string;
  dataDir: string;
  /** What it has logged so far. */
  said(): string;
  /** Ends it and leaves its data. */
  end(): Promise<void>;
  /** Moves its clock ahead. */
  advance(minutes: number): Promise<void>;
  stop(): Promise<void>;
}

/** Runs a verb of the command line to its end; what it said. */
export type Verb = (...args: string[]) => Promise<string>;

/** A folder for a house, in memory where the machine has /dev/shm. */
const newFolder = () => mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'porchlight-e2e-'));

/**
 * Serves a network of its own on a free port: a copy of the demo that this run has grown, unless `prepare` makes a real
 * network first; with these settings.
 */
export async function startHouse(
  prepare?: (verb: Verb) => Promise<void>,
  settings: Record<string, string> = {},
): Promise<TestHouse> {
  const folder = await newFolder();
  const dataDir = join(folder, 'var');
  // 1 s instead of the 8 s that growing it takes, once for each file of tests.
  if (!prepare) await cp(inject('demo'), dataDir, { recursive: true });
  return serve(folder, settings, prepare);
}

/** Grows the demo once and ends: its data, for each house to begin with a copy of. */
export async function growDemo(): Promise<TestHouse> {
  const house = await serve(await newFolder(), {});
  await house.end();
  return house;
}

async function serve(
  folder: string,
  settings: Record<string, string>,
  prepare?: (verb: Verb) => Promise<void>,
): Promise<TestHouse> {
  const port = await freePort();
  // By name: passkeys belong to a host name, and a browser takes `localhost` for safe.
  const origin = `http://localhost:${port}`;
  const dataDir = join(folder, 'var');
  const env = {
    ...withoutSettings(),
    PORT: String(port),
    PORCHLIGHT_DATA: dataDir,
    PORCHLIGHT_URL: origin,
    ...settings,
  };
  await prepare?.((...args) => runVerb(args, env));
  const child = spawn(process.execPath, ['--import', clock, 'src/main.ts', 'serve'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const advance = (minutes: number) =>
    new Promise<void>((done) => {
      child.once('message', () => done());
      child.send(minutes);
    });
  if (await isReady(child, origin))
    return { origin, dataDir, advance, said: () => said, end: () => end(child), stop };
  await stop();
  throw new Error(`The house did not start:\n${said}`);
}

async function runVerb(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['src/main.ts', ...args], { cwd: root, env });
  return stdout;
}

/** What this shell is set to must not reach the house under test. */
function withoutSettings(): NodeJS.ProcessEnv {
  const ours =
    /^(PORT|HOST|DATABASE_URL|PORCHLIGHT_|TWILIO_|WHATSAPP_|SIGNAL_|SMTP_|VAPID_|TURN_|NODE_OPTIONS|VITEST)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

async function isReady(child: ChildProcess, origin: string): Promise<boolean> {
  for (const giveUp = Date.now() + longestStart; Date.now() < giveUp; await sleep(50)) {
    if (child.exitCode !== null) return false;
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return true;
  }
  return false;
}

/** Asks it to stop, as Ctrl-C does, and waits until it and its PostgreSQL have. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await gone;
  clearTimeout(late);
}

const freePort = () =>
  new Promise<number>((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' ? address!.port : 0));
    });
  });
