/** Proves the project. `--quick` leaves out the browser, and what `vitest.config.ts` calls slow: for each change. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BootError } from '../src/platform/boot-error.ts';
import { buildFaces } from './faces.ts';

const root = join(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const quick = process.argv.includes('--quick');

const node = (...args: string[]) => {
  const env = { ...process.env, ...(quick && { TEST_QUICK: 'yes' }) };
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env });
  return status === 0;
};
const vitest = (...args: string[]) => node(join(modules, 'vitest/vitest.mjs'), 'run', ...args);

const steps: [name: string, run: () => boolean | Promise<boolean>][] = [
  [
    'format and lint',
    () => node(join(modules, '@biomejs/biome/bin/biome'), 'ci', '--diagnostic-level=error'),
  ],
  ['types', () => node(join(modules, 'typescript/bin/tsc'), '-p', '.')],
  ['types of the field app', () => node(join(modules, 'typescript/bin/tsc'), '-p', 'src/field')],
  ['types of the phone wall', () => node(join(modules, 'typescript/bin/tsc'), '-p', 'src/phones')],
  ['types of the call page', () => node(join(modules, 'typescript/bin/tsc'), '-p', 'src/call')],
  ['schema.sql is what the migrations make', () => node('bin/schema.ts', '--check')],
  ['rules, routes and stories', () => vitest('--project', 'house')],
  ...(quick
    ? []
    : ([
        ['the faces build', () => buildFaces().then(() => true)],
        ['screens in Chromium', () => vitest('--project', 'screens')],
      ] satisfies typeof steps)),
];

const failed: string[] = [];
for (const [name, run] of steps) {
  const began = Date.now();
  console.log(`\n── ${name}`);
  const passed = await Promise.resolve(run()).catch((error) => {
    console.error(error instanceof BootError ? error.message : error);
    return false;
  });
  if (!passed) failed.push(name);
  console.log(`── ${name}: ${passed ? 'passed' : 'FAILED'} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
console.log(`\nsteps: ${steps.length - failed.length} passed, ${failed.length} failed`);
if (failed.length) console.log(`failed: ${failed.join('; ')}`);
process.exit(failed.length ? 1 : 0);
