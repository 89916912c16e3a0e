import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { has, type Own } from './kit.ts';

const run = promisify(execFile);

export interface Target {
  port: number;
  path: string;
  /** Posted as JSON; `{id}` becomes a new UUID, `{ip}` in a header a made-up address, each time. */
  body: string;
  headers: Record<string, string>;
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

/** Posts as fast as answers come over so many kept connections, from a process of its own. */
export async function load(own: Own, target: Target, seconds: number, connections = 32): Promise<Load> {
  const out = has('wrk')
    ? await byWrk(own, target, seconds, connections)
    : await run(process.execPath, [
        join(import.meta.dirname, 'load-child.ts'),
        JSON.stringify({ ...target, seconds, connections }),
      ]);
  return JSON.parse(out.stdout.split('\n').find((l) => l.startsWith('{'))!);
}

async function byWrk(own: Own, target: Target, seconds: number, connections: number) {
  const script = join(own.folder(), 'post.lua');
  writeFileSync(script, lua(target));
  const url = `http://127.0.0.1:${target.port}${target.path}`;
  return run('wrk', ['-t2', `-c${connections}`, `-d${seconds}s`, '-s', script, url]);
}

// A UUIDv7 as a phone would make it: the time, then what makes it its own. Lua reads strings as JSON writes them.
const lua = ({ path, body, headers }: Target) => `
local threads = 0
function setup(thread)
  thread:set('own', threads)
  threads = threads + 1
end
local count = 0
local run = ${Math.floor(Math.random() * 0xffff)}
local body = ${JSON.stringify(body)}
local headers = {}
function request()
  count = count + 1
  local ms = string.format('%012x', os.time() * 1000 + count % 1000)
  local id = string.format('%s-%s-7%03x-8%03x-%04x%08x', ms:sub(1, 8), ms:sub(9, 12), own, count % 4096, run, count)
  local ip = string.format('10.%d.%d.%d', own, math.floor(count / 256) % 256, count % 256)
${Object.entries(headers)
  .map(([name, value]) => `  headers[${JSON.stringify(name)}] = (${JSON.stringify(value)}):gsub('{ip}', ip)`)
  .join('\n')}
  headers['content-type'] = 'application/json'
  return wrk.format('POST', ${JSON.stringify(path)}, headers, (body:gsub('{id}', id)))
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"perSecond":%f,"p50":%f,"p99":%f,"failed":%d}\\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.status + e.connect + e.read + e.write + e.timeout))
end
`;
