import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { BootError } from '../boot-error.ts';
import { findBinaries, type Runner } from './binaries.ts';
import { accessRules, initArguments } from './settings.ts';

/** What the PostgreSQL programs see of our environment: nothing that could change their minds. */
export const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/**
 * Makes a new database cluster in `data`. It is made under another name and moved into place when whole, so that a kill
 * half-way leaves nothing to trip over. Throws a BootError when it cannot.
 */
export async function makeCluster(
  data: string,
  superuser: string,
  runner: Runner,
  fast: boolean,
): Promise<void> {
  await sweepUnfinished(data);
  const { initdb } = await findBinaries();
  const unfinished = `${data}.new-${process.pid}`;
  const [command, ...rest] = [...runner.prefix, initdb, ...initArguments(unfinished, superuser, fast)];
  try {
    await promisify(execFile)(command!, rest, { env: environment });
    await writeFile(join(unfinished, 'pg_hba.conf'), accessRules(superuser));
    await rename(unfinished, data);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (existsSync(data)) return; // another Porchlight, started in the same moment, was first
    const reason = String((error as { stderr?: string }).stderr || error).trim();
    throw new BootError(`The database could not be made in ${dirname(data)}: ${reason.split('\n').at(-1)}`);
  }
  const parent = await open(dirname(data));
  await parent.sync().finally(() => parent.close());
}

/**
 * The private folder of the server's socket. Socket paths end at 103 bytes on some systems, so it lies in the folder for
 * temporary files, not beside the data. Its name changes with the place and with the cluster: a server whose folder was
 * deleted under it is in nobody's way. Throws a BootError when the folder is not ours alone.
 */
export async function makeSocketFolder(data: string): Promise<string> {
  const control = await readFile(join(data, 'global', 'pg_control')).catch(() => Buffer.alloc(0));
  const hash = createHash('sha256').update(data).update(control.subarray(0, 8)).digest('hex').slice(0, 12);
  const name = `porchlight-${process.getuid!()}-${hash}`;
  const fits = Buffer.byteLength(join(tmpdir(), name)) < 85 && existsSync(tmpdir());
  const folder = join(await realpath(fits ? tmpdir() : '/tmp'), name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const is = await lstat(folder);
  if (!is.isDirectory() || is.uid !== process.getuid!() || is.mode & 0o077) {
    throw new BootError(`${folder} is not a private folder of this user. Remove it and start again.`);
  }
  return folder;
}

/** The file that keeps what the server says about its own life. */
export function logPath(data: string): string {
  return join(dirname(data), 'log');
}

/** Opens the log to append, after putting a long one aside. */
export async function openLog(data: string): Promise<FileHandle> {
  const path = logPath(data);
  const size = await lstat(path).then(
    (is) => is.size,
    () => 0,
  );
  if (size > 1_000_000) await rename(path, `${path}.old`);
  return open(path, 'a', 0o600);
}

async function sweepUnfinished(data: string): Promise<void> {
  for (const name of await readdir(dirname(data))) {
    const [start, maker] = name.split('.new-');
    if (start === basename(data) && maker && !isAlive(Number(maker))) {
      await rm(join(dirname(data), name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch {
    return false;
  }
}
