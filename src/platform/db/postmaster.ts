import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';

/** What a running server writes about itself into its data folder. */
export interface Postmaster {
  pid: number;
  socketFolder: string;
  port: number;
  ready: boolean;
}

/** Reads postmaster.pid (pid, data folder, start, port, socket folder, host, shared memory, state: a line each); null when there is none. */
export async function readPostmaster(data: string): Promise<Postmaster | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const [pid, , , port, socketFolder = '', , , state] = text.split('\n');
  return { pid: Number(pid), port: Number(port), socketFolder, ready: state?.trim() === 'ready' };
}

/** Is this process a PostgreSQL of this data folder? A pid alone says little: after a kill it may be anyone's. */
export async function serves(pid: number, data: string): Promise<boolean> {
  if (!(pid > 0)) return false;
  return (await commandLine(pid)).includes(`-D\0${data}\0`);
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.replace(/ -D (.*?) -c /, ' -D\0$1\0');
}

/** Does a server answer at this socket, and is it the one of this data folder? */
export async function answers(at: Postmaster, superuser: string, data: string): Promise<boolean> {
  if (!at.ready) return false;
  const client = new Client({ host: at.socketFolder, port: at.port, user: superuser, database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === data;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
