/**
 * Runs the benchmarks one after the other, or those named: `npm run bench -- intake seats`. With `--faults`, every test
 * that tries a fault many times, in full: `npm run bench -- --faults audit`.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const named = process.argv.slice(2).filter((a) => !a.startsWith('-'));
const isFaults = process.argv.includes('--faults');

const filesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));

/** Tests that ask `times(full, short)` how often. */
const faults = () =>
  ['test', 'src']
    .flatMap(filesIn)
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => /\btimes\(/.test(readFileSync(join(root, file), 'utf8')));

const all = isFaults ? faults() : filesIn('bench').filter((file) => file.endsWith('.bench.ts'));
const nameOf = (file: string) => basename(file).split('.')[0]!;
const chosen = named.length ? all.filter((file) => named.includes(nameOf(file))) : all;
if (chosen.length === 0)
  console.error(`There is no such benchmark. Known: ${[...new Set(all.map(nameOf))].join(' · ')}`);

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const command = (file: string) => (isFaults ? [vitest, 'run', file, '--project', 'house'] : [file]);

let failed = chosen.length === 0;
for (const file of chosen) {
  console.log(`\n── ${nameOf(file)}`);
  const { status } = spawnSync(process.execPath, command(file), {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(isFaults && { FAULTS: 'full' }) },
  });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
