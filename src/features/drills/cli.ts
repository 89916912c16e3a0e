import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BootError } from '../../platform/boot-error.ts';
import { ask } from '../../platform/http/outgoing.ts';
import { isLang, type Lang } from '../../platform/i18n/index.ts';
import { Evening, limits } from './contract.ts';
import { say } from './messages.ts';
import { Refused } from './player/client.ts';
import { play } from './player/play.ts';
import type { Note } from './player/show.ts';
import { realPace } from './player/stage.ts';
import { httpWire } from './player/wire.ts';
import { evenings, findEvening } from './rules.ts';

const usage = `npm run drill -- [--evening ${evenings.map((e) => e.slug).join(' | ')}] [--file evening.json]
                 [--speed 120] [--seed 1] [--lang en] [--url http://127.0.0.1:8080]`;

interface Wish {
  evening: Evening;
  speed: number;
  seed: number;
  lang: Lang;
  url: string | undefined;
}

/**
 * `npm run drill`: plays an evening on a private demo of its own, or on the demo at --url, and prints it as it
 * happens. The exit code is 1 when a step failed. Throws a BootError for arguments that cannot be used.
 */
export async function drill(args: string[]): Promise<void> {
  const wish = await readWish(args);
  const server = wish.url ? { url: wish.url, stop: async () => {} } : await startPrivateDemo(wish.lang);
  try {
    if (!(await playAt(server.url, wish))) process.exitCode = 1;
  } finally {
    await server.stop();
  }
}

async function readWish(args: string[]): Promise<Wish> {
  const text = { type: 'string' } as const;
  const options = { evening: text, file: text, speed: text, seed: text, lang: text, url: text };
  let values: Partial<Record<keyof typeof options, string>>;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new BootError(`${(error as Error).message}\n${usage}`);
  }
  const lang = values.lang ?? 'en';
  if (!isLang(lang)) throw new BootError(`--lang must be en, es or zh.\n${usage}`);
  return {
    evening: values.file ? await readEvening(values.file) : eveningOf(values.evening),
    speed: numberOf('--speed', values.speed ?? '120', limits.speed),
    seed: numberOf('--seed', values.seed ?? '1', 2 ** 31 - 1),
    lang,
    url: values.url?.replace(/\/$/, ''),
  };
}

function eveningOf(slug: string | undefined): Evening {
  const found = findEvening(slug);
  if (!found) throw new BootError(`There is no evening "${slug}".\n${usage}`);
  return found;
}

async function readEvening(file: string): Promise<Evening> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new BootError(`${file} cannot be read.`);
  });
  try {
    return Evening.parse(JSON.parse(text));
  } catch {
    throw new BootError(
      `${file} is no evening: it must be the JSON of GET /api/v1/drills/replays/:incidentId.`,
    );
  }
}

function numberOf(name: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new BootError(`${name} must be a whole number from 1 to ${most}.`);
}

async function playAt(url: string, { evening, speed, seed, lang }: Wish): Promise<boolean> {
  const began = performance.now();
  const failures: string[] = [];
  const onStep = async (step: Note) => {
    const line = lineOf(step, lang);
    console.log(line);
    if (step.passed === false) failures.push(line);
  };
  const pace = realPace(speed, () => new Date());
  const passed = await play({ evening, seed, speed, wire: httpWire(url), pace, onStep }).catch((error) => {
    throw new BootError(unplayable(url, error));
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`\n${say(lang, failures.length ? 'someFailed' : 'allWell', { seconds })}`);
  for (const line of failures) console.log(line);
  return passed;
}

function unplayable(url: string, error: unknown): string {
  if (error instanceof Refused && error.status === 404)
    return `The Porchlight at ${url} is not a demo. ${say('en', 'refusal')}`;
  if (error instanceof TypeError) return `There is no Porchlight at ${url}.`;
  return `The drill broke off: ${(error as Error).message}`;
}

const lineOf = ({ minute, who, kind, values, passed }: Note, lang: Lang): string => {
  const mark = passed === null ? ' ' : passed ? '✓' : '✗';
  return `${minute.toFixed(1).padStart(6)} min ${mark} ${who ? `${who} ` : ''}${say(lang, kind, values)}`;
};

const bootMs = 90_000;

/** A demo of its own on a free port, in a folder that goes with it. */
async function startPrivateDemo(lang: Lang): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-drill-'));
  const port = await freePort();
  console.log(say(lang, 'starting'));
  const main = join(import.meta.dirname, '../../main.ts');
  const child = spawn(process.execPath, [main, 'serve'], {
    env: { ...demoEnv(), PORT: String(port), PORCHLIGHT_DATA: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const end = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  let ending: Promise<void> | undefined;
  const stop = () => (ending ??= end());
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop().then(() => process.exit(1)));
  const isReady = await ready(url, () => child.exitCode !== null);
  if (isReady) return { url, stop };
  await stop();
  throw new BootError('The private demo did not start. What it said stands above.');
}

/** No database and no carrier of the real network: only what every process needs. */
const demoEnv = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(PORCHLIGHT|TWILIO|WHATSAPP|SIGNAL|SMTP|IMAP|VAPID|TURN)_|^(DATABASE_URL|HOST|PORT)$/.test(name),
    ),
  );

const probe = { timeoutMs: 5_000, maxBytes: 64 * 1024 };

async function ready(url: string, hasEnded: () => boolean): Promise<boolean> {
  const until = performance.now() + bootMs;
  while (performance.now() < until && !hasEnded()) {
    const answer = await ask(`${url}/readyz`, { origins: [url] }, probe).catch(() => null);
    if (answer?.status === 200) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
