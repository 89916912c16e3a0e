import { BootError } from '../src/platform/boot-error.ts';
import { buildFaces } from './faces.ts';

// For who serves by `npx porchlight web` or `serve`: npm start and npm test build by themselves.
await buildFaces().catch((error) => {
  if (!(error instanceof BootError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
