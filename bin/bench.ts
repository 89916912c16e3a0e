/**
 * Runs the benchmarks one after the other, or those named: `npm run bench -- intake seats`. With `--faults`, the faults
 * of test/faults in full: `npm run bench -- --faults audit`.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const [folder, ending] = process.argv.includes('--faults')
  ? ['test/faults', '.test.ts']
  : ['bench', '.bench.ts'];
const named = process.argv.slice(2).filter((a) => !a.startsWith('-'));
const names = readdirSync(join(root, folder))
  .filter((f) => f.endsWith(ending))
  .map((f) => f.slice(0, -ending.length));
const chosen = named.length ? names.filter((name) => named.includes(name)) : names;
if (chosen.length === 0) console.error(`There is no such benchmark. Known: ${names.join(' · ')}`);

const run = (name: string) =>
  folder === 'bench'
    ? [join(root, folder, `${name}${ending}`)]
    : [
        join(root, 'node_modules/vitest/vitest.mjs'),
        ...['run', `${folder}/${name}${ending}`, '--project', 'house'],
      ];

let failed = chosen.length === 0;
for (const name of chosen) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, run(name), {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(folder === 'bench' ? {} : { FAULTS: 'full' }) },
  });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
