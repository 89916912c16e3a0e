/** Runs the benchmarks one after the other, or those named: `npm run bench -- intake seats`. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../bench');
const named = process.argv.slice(2).filter((a) => !a.startsWith('-'));
const files = readdirSync(folder).filter((f) => f.endsWith('.bench.ts'));
const chosen = named.length ? files.filter((f) => named.some((n) => f === `${n}.bench.ts`)) : files;
if (chosen.length === 0)
  console.error(
    `There is no such benchmark. Known: ${files.map((f) => f.replace('.bench.ts', '')).join(' · ')}`,
  );

let failed = chosen.length === 0;
for (const file of chosen) {
  console.log(`\n── ${file.replace('.bench.ts', '')}`);
  failed = spawnSync(process.execPath, [join(folder, file)], { stdio: 'inherit' }).status !== 0 || failed;
}
process.exit(failed ? 1 : 0);
