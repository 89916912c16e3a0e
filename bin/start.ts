import { BootError } from '../src/platform/boot-error.ts';
import { buildFaces } from './faces.ts';

// npm start: build what is stale, then serve, in this same process.
try {
  await buildFaces();
} catch (error) {
  if (!(error instanceof BootError)) throw error;
  console.error(error.message);
  process.exit(1);
}
process.argv = [process.execPath, `${import.meta.dirname}/../src/main.ts`, 'serve', ...process.argv.slice(2)];
await import(process.argv[1]!);
