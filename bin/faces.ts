import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { BootError } from '../src/platform/boot-error.ts';
import { addIntegrity, writeHashes } from './integrity.ts';

const root = join(import.meta.dirname, '..');
const vite = join(root, 'node_modules/vite/bin/vite.js');

/** The front ends that Vite builds from src/<face> into dist/<face>. */
export const faces = ['desk', 'field', 'phones', 'call'].filter((face) =>
  existsSync(join(root, configOf(face))),
);

// Files that no front end may import (test/boundaries.test.ts holds that): a change to them builds nothing anew.
const serverOnly =
  /^(main\.ts|site\/|features\/[^/]+\/(store|commands|api|pages|jobs|seed)(\.ts|\/))|\.test\.tsx?$/;

/** Builds the front ends whose sources changed since they were built. Throws a BootError with what Vite said. */
export async function buildFaces(): Promise<void> {
  const hashes = await hashInputs();
  await Promise.all(faces.map((face) => buildWhenStale(face, hashes(face))));
}

/** Makes the next buildFaces build everything: for who writes into dist by other means. */
export async function forgetBuilds(): Promise<void> {
  await Promise.all(faces.map((face) => rm(stampOf(face), { force: true })));
}

/** The command line of Vite for one face, for `node`. */
export function viteCommand(face: string, ...more: string[]): string[] {
  return [vite, 'build', '--config', configOf(face), '--logLevel', 'warn', ...more];
}

function configOf(face: string): string {
  return `src/${face}/vite.config.ts`;
}

function stampOf(face: string): string {
  return join(root, `dist/${face}.built`);
}

async function buildWhenStale(face: string, hash: string): Promise<void> {
  const stamp = stampOf(face);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) return;
  await rm(stamp, { force: true });
  console.error(`Building the ${face} …`);
  await run(viteCommand(face), `The ${face} could not be built.`);
  const folder = join(root, 'dist', face);
  await addIntegrity(face, folder);
  await writeHashes(face, folder);
  await compress(folder);
  await writeFile(stamp, hash);
}

// Beside each text a brotli of it, which the server sends to whoever takes that. The best level takes seconds for the map.
const large = 200_000;

async function compress(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  const texts = files
    .filter((file) => /\.(js|css|svg|webmanifest)$/.test(file))
    .map((file) => join(folder, file));
  await Promise.all(
    texts.map(async (path) => {
      const text = await readFile(path);
      const params = { [constants.BROTLI_PARAM_QUALITY]: text.length > large ? 9 : 11 };
      await writeFile(`${path}.br`, await promisify(brotliCompress)(text, { params }));
    }),
  );
}

async function hashInputs(): Promise<(face: string) => string> {
  const src = join(root, 'src');
  const entries = await readdir(src, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const inputs = paths.filter((path) => !serverOnly.test(path.slice(src.length + 1))).sort();
  inputs.push(
    ...['package-lock.json', 'tsconfig.json', 'bin/faces.ts', 'bin/integrity.ts'].map((f) => join(root, f)),
  );
  const contents = await Promise.all(inputs.map(async (path) => [path, await readFile(path)] as const));
  return (face) => {
    const ofOthers = (path: string) => faces.some((other) => other !== face && path.includes(`/${other}/`));
    const hash = createHash('sha256');
    for (const [path, content] of contents) {
      if (!ofOthers(path.slice(src.length))) hash.update(`${path}\0${content.length}\0`).update(content);
    }
    return hash.digest('hex');
  };
}

function run(command: string[], failure: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, command, {
      cwd: root,
      // Also when a test run builds: what is tested is what is served.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('error', fail);
    child.on('exit', (code) => (code === 0 ? done() : fail(new BootError(`${failure}\n${said.trim()}`))));
  });
}
