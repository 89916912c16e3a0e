import { lstat, readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { plusMinutes } from '../clock.ts';
import { pendingMigrations } from '../db/migrate.ts';

/** One thing that was looked at: whether it is well, and one line about it, with what to do where it is not. */
export interface Line {
  well: boolean;
  says: string;
}

const well = (says: string): Line => ({ well: true, says });
const ill = (says: string): Line => ({ well: false, says });

/** The key folder: there, whole, and readable by nobody else. Changes nothing. */
export async function checkKeys(dataDir: string): Promise<Line[]> {
  const folder = join(dataDir, 'keys');
  const found = await lstat(folder).catch(() => null);
  if (!found?.isDirectory())
    return [ill(`Keys: there is no folder ${folder}. Put your copy of it back, or start Porchlight once.`)];
  const names = (await readdir(folder)).filter((name) => name.endsWith('.key'));
  const open: string[] = [];
  for (const path of [folder, ...names.map((name) => join(folder, name))])
    if ((await lstat(path)).mode & 0o077) open.push(path);
  if (!names.includes('server.key'))
    return [ill(`Keys: ${join(folder, 'server.key')} is missing. Put your copy of it back.`)];
  if (open.length > 0)
    return open.map((path) => ill(`Keys: others on this machine can read ${path}. Run: chmod go= '${path}'`));
  return [well(`Keys: ${names.length} in ${folder}, for nobody else to read.`)];
}

const leastFree = 0.05;

/** Room on the disk of the data directory. */
export async function checkDisk(dataDir: string): Promise<Line> {
  const { bavail, blocks, bsize } = await statfs(dataDir);
  const free = `${Math.round((bavail * bsize) / 1e9)} GB free`;
  return bavail / blocks < leastFree
    ? ill(`Disk: only ${free}. When it is full nothing more can be received: make room.`)
    : well(`Disk: ${free}.`);
}

export async function checkMigrations(owner: pg.Client): Promise<Line> {
  const pending = await pendingMigrations(owner).catch((error: { code?: string; message: string }) =>
    error.code === '42P01' ? 'none' : error.message,
  );
  if (pending === 'none') return ill('Schema: the database is empty. Start Porchlight once.');
  if (typeof pending === 'string') return ill(`Schema: ${pending}`);
  return pending.length > 0
    ? ill(`Schema: ${pending.length} migrations wait for the next start, ${pending[0]!.name} first.`)
    : well('Schema: what this checkout expects.');
}

const mostSkewS = 5;

export async function checkClock(owner: pg.Client, now: Date): Promise<Line> {
  const { rows } = await owner.query<{ now: Date }>('select clock_timestamp() as now');
  const seconds = Math.abs(rows[0]!.now.getTime() - now.getTime()) / 1000;
  return seconds > mostSkewS
    ? ill(`Clock: the database’s differs by ${Math.round(seconds)} s. Let both machines keep time by NTP.`)
    : well('Clock: the same as the database’s.');
}

export async function checkStuck(owner: pg.Client): Promise<Line> {
  const { rows } = await owner.query<{ consumer: string; count: number }>(
    'select consumer, count(*)::int as count from stuck_events group by consumer order by count desc, consumer',
  );
  if (rows.length === 0) return well('Events: none is stuck.');
  const list = rows.map(({ consumer, count }) => `${consumer} (${count})`).join(', ');
  return ill(`Events: what should have followed did not: ${list}. See the screen “Log” of the desk.`);
}

/** Minutes that anything may wait before it means that nobody works it off. */
const patience = 2;

/** Timers that are due; `jobs` is a connection of the role that owns them. */
export async function checkTimers(jobs: pg.Client, now: Date): Promise<Line> {
  const { rows } = await jobs.query<{ due: number; oldest: Date | null; lost: number }>(
    `select count(*) filter (where attempts < max_attempts)::int as due,
       min(run_at) filter (where attempts < max_attempts) as oldest,
       count(*) filter (where attempts >= max_attempts)::int as lost
     from graphile_worker._private_jobs where run_at <= $1`,
    [now],
  );
  const { due, oldest, lost } = rows[0]!;
  if (oldest && oldest < plusMinutes(now, -patience))
    return ill(
      `Timers: ${due} are due, the oldest since ${oldest.toISOString()}. Is a worker running? Start one: npx porchlight worker`,
    );
  if (lost > 0)
    return ill(`Timers: ${lost} failed too often and are given up. The log of the process says why.`);
  return well(`Timers: ${due === 0 ? 'none is' : `${due} are`} due.`);
}

export async function checkLogKept(owner: pg.Client, now: Date): Promise<Line> {
  const { rows } = await owner.query<{ waiting: number; oldest: Date | null; signed: Date | null }>(
    `select count(*)::int as waiting, min(a.at) as oldest, (select max(at) from audit_checkpoints) as signed
     from audit_acts a where not exists (select from audit_leaves l
       where l.network_id = a.network_id and l.xid = a.xid and l.seq = a.seq)`,
  );
  const { waiting, oldest, signed } = rows[0]!;
  if (oldest && oldest < plusMinutes(now, -patience))
    return ill(
      `Audit log: ${waiting} acts wait for their place since ${oldest.toISOString()}. Is a worker running? If so: npx porchlight doctor --audit`,
    );
  const last = signed ? `last checkpoint ${signed.toISOString()}` : 'nothing in it yet';
  return well(`Audit log: ${last}. To verify it: npx porchlight doctor --audit`);
}
