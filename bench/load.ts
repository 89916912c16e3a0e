import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { has, type Own } from './kit.ts';

const run = promisify(execFile);

export interface Target {
  port: number;
  path: string;
  /** Posted as JSON; `{id}` becomes a new UUID each time, `{each}` one of `each` after the other. Without it, a GET. */
  body?: string;
  /** `{ip}` becomes a made-up address, `{session}` one of `sessions`, each time. */
  headers: Record<string, string>;
  each?: string[];
  sessions?: string[];
}

export interface Load {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers of 400 and above, and broken connections. */
  failed: number;
}

/** Which tool makes the load here; figures of different tools are not to be compared. */
export const loadTool = has('wrk') ? 'wrk -t2' : 'bench/load-child.ts';

/** Asks as fast as answers come over so many kept connections, from a process of its own. */
export async function load(own: Own, target: Target, seconds: number, connections = 32): Promise<Load> {
  const out = has('wrk')
    ? await byWrk(own, target, seconds, connections)
    : await byChild(own, { ...target, seconds, connections });
  return JSON.parse(out.stdout.split('\n').find((l) => l.startsWith('{'))!);
}

/** In a file, since a command line takes 128 KB. */
async function byChild(own: Own, target: Target & { seconds: number; connections: number }) {
  const file = join(own.folder(), 'target.json');
  writeFileSync(file, JSON.stringify(target));
  return run(process.execPath, [join(import.meta.dirname, 'load-child.ts'), file]);
}

async function byWrk(own: Own, target: Target, seconds: number, connections: number) {
  const script = join(own.folder(), 'ask.lua');
  writeFileSync(script, lua(target));
  const url = `http://127.0.0.1:${target.port}${target.path}`;
  // A slow answer is no refused one: without it wrk counts what takes two seconds as failed.
  const patience = ['--timeout', '10s'];
  return run('wrk', ['-t2', `-c${connections}`, `-d${seconds}s`, ...patience, '-s', script, url]);
}

const list = (items: string[] = []) => `{${items.map((item) => JSON.stringify(item)).join(',')}}`;

// A UUIDv7 as a phone would make it: the time, then what makes it its own. Lua reads strings as JSON writes them.
const lua = ({ path, body, headers, each, sessions }: Target) => `
local threads = 0
function setup(thread)
  thread:set('own', threads)
  threads = threads + 1
end
local count = 0
local run = ${Math.floor(Math.random() * 0xffff)}
local path = ${JSON.stringify(path)}
local body = ${JSON.stringify(body ?? '')}
local each = ${list(each)}
local sessions = ${list(sessions)}
local headers = {}
local function turn(items)
  return items[(count * 2 + own) % #items + 1] or ''
end
function request()
  count = count + 1
  local ms = string.format('%012x', os.time() * 1000 + count % 1000)
  local id = string.format('%s-%s-7%03x-8%03x-%04x%08x', ms:sub(1, 8), ms:sub(9, 12), own, count % 4096, run, count)
  local ip = string.format('10.%d.%d.%d', own, math.floor(count / 256) % 256, count % 256)
  local session = turn(sessions)
${Object.entries(headers)
  .map(
    ([name, value]) =>
      `  headers[${JSON.stringify(name)}] = (${JSON.stringify(value)}):gsub('{ip}', ip):gsub('{session}', session)`,
  )
  .join('\n')}
  ${body === undefined ? '' : "headers['content-type'] = 'application/json'"}
  return wrk.format('${body === undefined ? 'GET' : 'POST'}', path, headers, (body:gsub('{id}', id):gsub('{each}', turn(each))))
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"perSecond":%f,"p50":%f,"p99":%f,"failed":%d}\\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.status + e.connect + e.read + e.write + e.timeout))
end
`;
