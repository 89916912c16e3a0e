import { BootError } from './platform/boot-error.ts';
import { readConfig } from './platform/config.ts';
import { openServer } from './platform/db/server.ts';

/** What `npx porchlight <verb>` does; each resolves when its process may end. */
const verbs: Record<string, (args: string[]) => Promise<void>> = {
  serve: () => run({ web: true, worker: true }),
  web: () => run({ web: true, worker: false }),
  worker: () => run({ web: false, worker: true }),
  migrate: () => run({ web: false, worker: false }),
  setup: async (args) => (await import('./cli.ts')).setupVerb(readConfig(process.env), args),
  invite: async (args) => (await import('./cli.ts')).inviteVerb(readConfig(process.env), args),
  'rotate-key': async () => (await import('./cli.ts')).rotateKeyVerb(readConfig(process.env)),
  'push-keys': async () => {
    const { newVapidKeys } = await import('./features/channels/index.ts');
    for (const line of newVapidKeys()) console.log(line);
  },
  doctor: async (args) => {
    const { doctor } = await import('./platform/doctor/index.ts');
    const { checkMailbox, checkSignal, registrations } = await import('./features/channels/index.ts');
    const { lookAtNetworks } = await import('./cli.ts');
    const config = readConfig(process.env);
    const looks = [checkSignal, checkMailbox];
    const { lines, well } = await doctor(config, args, looks, lookAtNetworks(config));
    for (const line of lines) console.log(line);
    if (args.length === 0) for (const asked of registrations(config)) console.log(`· ${asked}`);
    if (!well) process.exitCode = 1;
  },
  drill: async (args) => (await import('./features/drills/cli.ts')).drill(args),
};

/** The database server starts while the rest of the program is read, which takes longer. */
async function run(roles: { web: boolean; worker: boolean }) {
  // Heard from the start: a Ctrl-C while the database is made waits for a clean end instead of leaving it running.
  const stopped = signalled();
  const config = readConfig(process.env);
  const { promise: spawned, resolve } = Promise.withResolvers<void>();
  const opening = openServer(config, resolve);
  // Resolves either way: a failure is told by who uses the server.
  await Promise.race([spawned, opening.catch(() => {})]);
  const { runProcess } = await import('./run.ts');
  await runProcess(config, roles, opening, stopped);
}

const signalled = () =>
  new Promise<void>((resolve) => {
    // Stays on: a second signal (npm and service managers pass on what we got already) must not cut the stopping short.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });

const [verb = 'serve', ...args] = process.argv.slice(2);
try {
  const act = verbs[verb];
  if (!act) throw new BootError(`There is no verb "${verb}". Known: ${Object.keys(verbs).join(' · ')}`);
  await act(args);
} catch (error) {
  if (!(error instanceof BootError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
