import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import pg from 'pg';
import { vi } from 'vitest';
import { buildWeb, domain, features } from '../src/composition.ts';
import { createAccounts, openSession } from '../src/features/accounts/index.ts';
import { demoNetwork, growNetwork } from '../src/features/demo/index.ts';
import { wholeReport } from '../src/features/hotline/rules.ts';
import { openerOver } from '../src/features/keys/rules.ts';
import { linkAccount } from '../src/features/people/index.ts';
import { type Config, readConfig } from '../src/platform/config.ts';
import { type Actor, type Ctx, type Network, system } from '../src/platform/context.ts';
import { Database, openPool } from '../src/platform/db/index.ts';
import { runOnce } from '../src/platform/events/background.ts';
import { Wake } from '../src/platform/events/wake.ts';
import type { Services } from '../src/platform/http/call.ts';
import { cookieName, type Face } from '../src/platform/http/server.ts';
import { newId } from '../src/platform/id.ts';
import { runDueJobs } from '../src/platform/jobs/worker.ts';
import { serverKey } from '../src/platform/key.ts';
import { makeServices } from '../src/platform/process.ts';
import { ownServer, type TestServer } from './server.ts';
import { closeAfterFile, seed } from './setup.ts';

/** A clock that stands still until moved; `Date` itself moves with it, which is what graphile-worker reads. */
export class TestClock {
  private at: Date;
  constructor(at: Date) {
    this.at = at;
    vi.useFakeTimers({ toFake: ['Date'], now: at });
  }
  now(): Date {
    return this.at;
  }
  advance(minutes: number): void {
    this.at = new Date(this.at.getTime() + minutes * 60_000);
    vi.setSystemTime(this.at);
  }
}

/** What a test does with a network, wherever it stands. */
export interface Standing {
  network: Network;
  services: Services;
  clock: TestClock;
  app: FastifyInstance;
  /** Runs work in one transaction as an actor (the system by default). */
  tx<T>(work: (ctx: Ctx) => Promise<T>, actor?: Actor): Promise<T>;
  /** An actor with these roles, not backed by an account; `personId` where it must be somebody. */
  actor(roles: string | string[], personId?: string): Actor;
  /** Request headers of a session with these roles; the account is that person's where one is given. */
  signIn(roles: string[], personId?: string, face?: Face): Promise<Record<string, string>>;
  /** What the browser of this session makes of an answer: boxes opened, reports whole. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever an answer is
  open(headers: Record<string, string>, answer: unknown): Promise<any>;
  /** Digests events, runs due jobs and hands over messages until nothing is left to do. */
  settle(): Promise<void>;
}

/** One in the worker's PostgreSQL. */
export interface TestNetwork extends Standing {
  /** Another network in the same database, for tests of separation. */
  sibling(): Promise<Network>;
}

/** Tests ask more in an instant than people in an hour. */
const many = { most: Number.POSITIVE_INFINITY, minutes: 1 };
export const unlimited = { session: many, door: many };

const master = serverKey(Buffer.alloc(32, 7));
const monday = new Date('2026-11-23T23:30:00Z');

let networks = 0;
/** The next of the file. The ids of its people, and with them their order, follow from it. */
const idOfNetwork = () =>
  `${seed.toString(16).padStart(8, '0')}-0000-8000-8000-${String(networks++).padStart(12, '0')}`;

let database: Promise<string> | undefined;
let dataDir: string | undefined;

/** The file's own clone of the template; its networks share it. */
async function cloneTemplate(server: TestServer): Promise<string> {
  const name = `t${process.pid}_${process.env.VITEST_POOL_ID ?? 0}`;
  const client = new pg.Client({ ...server, database: 'postgres' });
  await client.connect();
  await client.query(`drop database if exists ${name} with (force)`);
  // Copied as files, without a log of each page: in a third of the time.
  await client.query(`create database ${name} template ${server.template} strategy file_copy`);
  await client.end();
  return name;
}

/**
 * A network of its own on a real PostgreSQL, with a movable clock and the whole application over it. `volunteers` grows
 * that many of the demo's people; without it the network is empty. Everything is closed after the file.
 */
export async function testNetwork({
  volunteers,
  at = monday,
  demo = true,
  settings = {},
}: {
  volunteers?: number;
  at?: Date;
  demo?: boolean;
  /** Over those of a plain test: a carrier on loopback, the public address. */
  settings?: Partial<Config>;
} = {}): Promise<TestNetwork> {
  const server = ownServer();
  database ??= cloneTemplate(server);
  const connection = { host: server.host, port: server.port, database: await database };
  dataDir ??= mkdtempSync(join(tmpdir(), 'porchlight-test-'));
  const serving = openPool({ ...connection, user: 'porchlight_app', password: 'app' }, 12);
  const db = await Database.open(serving, 'porchlight_app');
  const jobsPool = openPool({ ...connection, user: 'porchlight_jobs', password: 'jobs' }, 2);
  const clock = new TestClock(at);
  const config = { ...readConfig({ PORCHLIGHT_DATA: dataDir }), ...settings };
  const wake = new Wake();
  db.onNews = () => wake.wake();
  const services = makeServices({ config, clock, db, wake, master }, domain);
  const id = idOfNetwork();
  const network = demoNetwork({ id, slug: `test-${id}`, demo });
  await growNetwork(services, network, volunteers ? features : [], [], volunteers);
  const app = await buildWeb(services, async () => id, unlimited);

  closeAfterFile(async () => {
    await app.close();
    for (const feed of services.feeds.values()) await (await feed).stop();
    if (db.pool.totalCount !== db.pool.idleCount) throw new Error('a connection was leaked');
    await Promise.all([db.close(), jobsPool.end()]);
    rmSync(config.dataDir, { recursive: true, force: true });
    vi.useRealTimers();
  });

  return {
    ...(await around({ network, services, clock, app, jobsPool })),
    async sibling() {
      const other = demoNetwork({ id: newId(), slug: 'sibling' });
      await growNetwork(services, other);
      return other;
    },
  };
}

/** What a test does with a network that stands somewhere. */
export async function around({
  network,
  services,
  clock,
  app,
  jobsPool,
}: Pick<Standing, 'network' | 'services' | 'clock' | 'app'> & { jobsPool: pg.Pool }): Promise<Standing> {
  const { db, config } = services;
  const { id, demo } = network;
  const vault = await services.vault(id);

  const tx: Standing['tx'] = (work, actor = system) =>
    db.inNetwork(id, (t) => work({ tx: t, network, vault, actor, now: clock.now() }));

  /**
   * Whether an event or act of ours cannot be read yet: they are read below the oldest transaction of the whole server, of
   * which another network or a stream may still have one open.
   */
  const isHeldUp = () =>
    db.inNetwork(id, async (t) => {
      const { rows } = await sql<{ held: boolean }>`select exists (select 1 from events
          where network_id = ${id} and xid >= pg_snapshot_xmin(pg_current_snapshot()))
        or exists (select 1 from audit_acts
          where network_id = ${id} and xid >= pg_snapshot_xmin(pg_current_snapshot())) as held`.execute(t);
      return rows[0]!.held;
    });

  async function settle() {
    for (let round = 0; round < 50; round++) {
      for (let wait = 0; wait < 2000 && (await isHeldUp()); wait++) await sleep(5);
      const busy = await runOnce(
        {
          services,
          handlers: features.flatMap((f) => f.handlers ?? []),
          loops: features.flatMap((f) => f.loops ?? []),
        },
        id,
      );
      await runDueJobs({
        pool: jobsPool,
        jobs: features.flatMap((f) => f.jobs ?? []),
        asSystem: services.asSystem,
        networkIds: async () => [id],
      });
      if (!busy && round > 0) return;
    }
    throw new Error('the network did not settle in 50 rounds');
  }

  return {
    network,
    services,
    clock,
    app,
    tx,
    settle,
    actor: (roles, personId = newId()) => ({
      kind: 'person',
      id: personId,
      personId,
      callSign: null,
      roles: [roles].flat().map((role) => ({ role, chapterId: null })),
      confirmedAt: clock.now(),
    }),
    async signIn(roles, personId, face = 'desk') {
      const accountId = personId ?? newId();
      const { token } = await tx(async (ctx) => {
        await createAccounts(ctx, [
          { id: accountId, roles: roles.map((role) => ({ role, chapterId: null })) },
        ]);
        if (personId) await linkAccount(ctx, personId, accountId);
        // A real network's desk lets nobody in without a passkey.
        return openSession(ctx, accountId, face, { way: demo ? 'demo' : 'passkey' });
      });
      return { cookie: `${cookieName(face, config.url)}=${token}`, 'x-porchlight-face': face };
    },
    async open(headers, answer) {
      const opener = openerOver(async (endpoint, given) => {
        const { method } = endpoint;
        const { body } = given as { body?: object };
        const said = await app.inject({
          ...{ method, url: endpoint.path, headers },
          ...(body && { payload: body }),
        });
        // Whoever is not signed in holds no keys.
        return said.statusCode === 200 ? said.json() : ({ network: id, items: [] } as never);
      });
      return whole(await opener.open(answer));
    },
  };
}

/** Every report within an opened answer as screens show it. */
function whole(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(whole);
  if ('said' in value && 'added' in value) return wholeReport(value as Parameters<typeof wholeReport>[0]);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, whole(part)]));
}
