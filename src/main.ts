import { inviteVerb, setupVerb } from './cli.ts';
import { BootError } from './platform/boot-error.ts';
import { readConfig } from './platform/config.ts';
import { runProcess } from './run.ts';

/** What `npx porchlight <verb>` does; each resolves when its process may end. */
const verbs: Record<string, (args: string[]) => Promise<void>> = {
  serve: () => runProcess(readConfig(process.env), { web: true, worker: true }),
  web: () => runProcess(readConfig(process.env), { web: true, worker: false }),
  worker: () => runProcess(readConfig(process.env), { web: false, worker: true }),
  migrate: () => runProcess(readConfig(process.env), { web: false, worker: false }),
  setup: (args) => setupVerb(readConfig(process.env), args),
  invite: (args) => inviteVerb(readConfig(process.env), args),
  drill: async (args) => (await import('./features/drills/cli.ts')).drill(args),
};

const [verb = 'serve', ...args] = process.argv.slice(2);
try {
  const run = verbs[verb];
  if (!run) throw new BootError(`There is no verb "${verb}". Known: ${Object.keys(verbs).join(' · ')}`);
  await run(args);
} catch (error) {
  if (!(error instanceof BootError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
