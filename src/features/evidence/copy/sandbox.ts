import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const packages = join(here, '../../../../node_modules');

/**
 * Processor seconds; the KB that it may claim, of which Node reserves some 600,000 without using them; no core file, no
 * file written.
 */
const limits = 'ulimit -t 10; ulimit -d 1500000; ulimit -c 0; ulimit -f 0; exec "$0" "$@"';

/**
 * JavaScript in the process may read its own code and the packages, and nothing else: no network, no files, no other
 * process. The picture library is native code, which these rules do not bind; the namespace without a network does.
 */
const nodeFlags = () => [
  '--permission',
  '--allow-addons',
  `--allow-fs-read=${here}/`,
  // And where they really are: the rules do not follow links.
  ...[packages, `${packages}/`, `${realpathSync(packages)}/`].map((path) => `--allow-fs-read=${path}`),
  '--no-warnings',
  '--max-old-space-size=64',
];

/** Starts Node with these arguments where it can do no harm; without our environment, which holds the secrets. */
export async function sandboxed(args: string[]): Promise<ChildProcess> {
  isolation ??= findIsolation();
  const command = [...(await isolation), '/bin/sh', '-c', limits, process.execPath, ...nodeFlags(), ...args];
  return spawn(command[0]!, command.slice(1), { cwd: '/', env: {}, stdio: ['pipe', 'pipe', 'ignore'] });
}

/** A namespace without any network where this machine allows one; macOS and some containers do not. */
let isolation: Promise<string[]> | undefined;
function findIsolation(): Promise<string[]> {
  const words = ['/usr/bin/unshare', '--user', '--net'];
  const probe = spawn(words[0]!, [...words.slice(1), '/bin/sh', '-c', 'true'], { env: {}, stdio: 'ignore' });
  return new Promise((resolve) => {
    probe.once('error', () => resolve([]));
    probe.once('exit', (code) => resolve(code === 0 ? words : []));
  });
}
