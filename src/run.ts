import type { Runner } from 'graphile-worker';
import { buildWeb, domain, features } from './composition.ts';
import { demoNetwork, growNetwork } from './features/demo/index.ts';
import { closeLog } from './platform/audit/log.ts';
import { BootError } from './platform/boot-error.ts';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Server } from './platform/db/server.ts';
import { Background } from './platform/events/background.ts';
import type { Services } from './platform/http/call.ts';
import { startWorker } from './platform/jobs/worker.ts';
import { log, nameOf } from './platform/log.ts';
import { openProcess, type Process } from './platform/process.ts';

/**
 * Serves and works as asked over the database server that is being opened, until `stopped`. Neither: migrates and
 * returns. Throws BootError.
 */
export async function runProcess(
  config: Config,
  roles: { web: boolean; worker: boolean },
  opening: Promise<Server>,
  stopped: Promise<void>,
): Promise<void> {
  const opened = await openProcess(config, systemClock, domain, opening);
  const closers: (() => Promise<unknown>)[] = [() => opened.stop()];
  const close = once(async () => {
    for (const step of closers.reverse()) await step();
  });
  try {
    if (!roles.web && !roles.worker) return await close();
    const isDemo = await haveNetwork(opened.services);
    if (roles.worker) closers.push(() => closeLogs(opened.services));
    if (roles.web) closers.push(await startWeb(opened.services));
    if (roles.worker) closers.push(...(await startWork(opened)));
    if (roles.web) sayAddresses(opened.services, isDemo);
    await stopped;
    setTimeout(() => process.exit(1), 15_000).unref();
  } finally {
    await close();
  }
}

/** Whether it is a demo. A demo stays one: it neither leaves this machine nor reaches real people. */
async function haveNetwork(services: Services): Promise<boolean> {
  const { config, db } = services;
  const ids = await db.networkIds();
  const wantsDemo = ids.length === 0 && config.demo !== false;
  const isDemo = wantsDemo || (await Promise.all(ids.map(services.network))).some((n) => n.demo);
  if (ids.length === 0 && !wantsDemo)
    throw new BootError(
      'There is no network yet. Make one: npx porchlight setup --name "…" --host hotline.example.org',
    );
  if (isDemo && !config.isLoopback)
    throw new BootError(
      'This is a demo, which stays on this machine: HOST and PORCHLIGHT_URL must be loopback. For a real network, set PORCHLIGHT_DATA to a new folder and run: npx porchlight setup',
    );
  if (isDemo && config.hasRealProvider)
    throw new BootError(
      'This is a demo, which reaches no real person: unset the settings of telephone, Signal, WhatsApp and mail. For a real network, set PORCHLIGHT_DATA to a new folder.',
    );
  // Opens every network's keys once: a missing key folder is told now, not at the first report.
  await Promise.all(ids.map(services.vault));
  if (wantsDemo) await growNetwork(services, demoNetwork(), features);
  return isDemo;
}

/** What was done up to the end gets its checkpoint now. Where the database is gone, the next start does it. */
async function closeLogs(services: Services): Promise<void> {
  try {
    for (const id of await services.db.networkIds()) await closeLog(services, id);
  } catch (error) {
    log.warn({ error: nameOf(error) }, 'the audit log has no closing checkpoint');
  }
}

async function startWeb(services: Services) {
  const app = await buildWeb(services);
  const { host, port } = services.config;
  await app.listen({ host, port }).catch((error: { code?: string; message: string }) => {
    if (error.code === 'EADDRINUSE')
      throw new BootError(
        `Port ${port} is in use by another program. Stop it, or choose another: PORT=8081 npm start`,
      );
    throw new BootError(`Cannot listen on ${host}:${port}: ${error.message}`);
  });
  return () => app.close();
}

async function startWork({ services, jobsPool }: Process) {
  const runner: Runner = await startWorker({
    pool: jobsPool,
    jobs: features.flatMap((f) => f.jobs ?? []),
    asSystem: services.asSystem,
    networkIds: () => services.db.networkIds(),
  });
  const background = new Background({
    services,
    handlers: features.flatMap((f) => f.handlers ?? []),
    loops: features.flatMap((f) => f.loops ?? []),
  });
  await background.start();
  return [() => background.stop(), () => runner.stop()];
}

function sayAddresses({ config }: Services, isDemo: boolean) {
  const at = (path: string) => `${config.url}${path}`;
  const lines = [
    ...(isDemo ? [`Start here     ${at('/demo')}   (choose who you are)`] : []),
    `Public page    ${at('/')}`,
    `Desk           ${at('/desk')}`,
    `Field app      ${at('/field')}`,
    ...(isDemo ? [`Phone wall     ${at('/demo/phones')}`] : []),
  ];
  console.log(`\nPorchlight is on.\n\n  ${lines.join('\n  ')}\n\nCtrl-C stops it.`);
}

const once = (run: () => Promise<void>) => {
  let running: Promise<void> | undefined;
  return () => (running ??= run());
};
