import { readdirSync } from 'node:fs';
import { launch } from './launch.mjs';

// node bin/run.mjs start|dev|test|… runs bin/<name>.ts
const [name, ...args] = process.argv.slice(2);
const names = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3));
if (names.includes(name)) await launch(`bin/${name}.ts`, args);
else {
  console.error(`Say which: node bin/run.mjs ${names.join(' | ')}`);
  process.exitCode = 1;
}
