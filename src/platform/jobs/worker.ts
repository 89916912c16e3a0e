import { Logger, parseCronItems, type Runner, run, runOnce, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { AsSystem } from '../events/consumers.ts';
import { log } from '../log.ts';
import type { Job } from './index.ts';

const logger = new Logger(() => (level, message) => {
  if (level === 'error') log.error(message);
  else if (level === 'warning') log.warn(message);
});

interface Work {
  pool: pg.Pool;
  jobs: Job[];
  asSystem: AsSystem;
  networkIds: () => Promise<string[]>;
}

function taskList({ jobs, asSystem, networkIds }: Work): TaskList {
  return Object.fromEntries(
    jobs.map((job) => [
      job.name,
      async (raw: unknown) => {
        const { network, _cron, ...rest } = raw as { network?: string; _cron?: unknown };
        const payload = job.payload.parse(rest);
        const networks = network ? [network] : await networkIds();
        for (const id of networks) await asSystem(id, (ctx) => job.run(ctx, payload));
      },
    ]),
  );
}

/** Runs timers and cron until stopped. Time is Node's, so that a test can move it. */
export async function startWorker(work: Work): Promise<Runner> {
  const items = work.jobs
    .filter((j) => j.cron)
    .map((j) => ({ task: j.name, match: j.cron!, identifier: j.name }));
  return run({
    pgPool: work.pool,
    taskList: taskList(work),
    parsedCronItems: parseCronItems(items),
    useNodeTime: true,
    noHandleSignals: true,
    concurrency: 4,
    pollInterval: 1000,
    logger,
  });
}

/** Runs whatever is due now and returns; for tests on a moved clock. */
export async function runDueJobs(work: Work): Promise<void> {
  await runOnce({
    pgPool: work.pool,
    taskList: taskList(work),
    useNodeTime: true,
    noHandleSignals: true,
    logger,
  });
}
