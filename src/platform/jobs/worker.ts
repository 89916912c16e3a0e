import { Logger, parseCronItems, type Runner, run, runOnce, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import { plusMinutes } from '../clock.ts';
import type { AsSystem } from '../events/consumers.ts';
import { log, nameOf, stackOf } from '../log.ts';
import type { Job } from './index.ts';

/** What failed is told by its class; the queue's own sentence would quote the message. */
const logger = new Logger(() => (level, message, meta) => {
  if (level !== 'error' && level !== 'warning') return;
  const { error, job } = (meta ?? {}) as { error?: unknown; job?: { task_identifier: string } };
  const told = { job: job?.task_identifier, error: error === undefined ? undefined : nameOf(error) };
  log[level === 'error' ? 'error' : 'warn'](
    told,
    error === undefined ? message : 'the job queue met an error',
  );
});

/** What is kept of a failure with its job, in the clear: where it was, not what it said. */
function bare(error: unknown): Error {
  const told = new Error(nameOf(error));
  told.stack = stackOf(error);
  return told;
}

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
        try {
          const payload = job.payload.parse(rest);
          const networks = network ? [network] : await networkIds();
          for (const id of networks) await asSystem(id, (ctx) => job.run(ctx, payload));
        } catch (error) {
          throw bare(error);
        }
      },
    ]),
  );
}

/** Longer than any job takes: what has been in hand for so many minutes was in the hands of a process that died. */
const longestMinutes = 2;
const sweepMs = 30_000;

/** Gives back what dead workers had in hand; graphile-worker itself would do so after four hours. */
export async function releaseDead(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query(
    `select graphile_worker.force_unlock_workers(array(
      select distinct locked_by from graphile_worker._private_jobs where locked_at < $1))`,
    [plusMinutes(now, -longestMinutes)],
  );
}

/** Runs timers and cron until stopped. Time is Node's, so that a test can move it. */
export async function startWorker(work: Work): Promise<Runner> {
  const sweep = () =>
    releaseDead(work.pool, new Date()).catch((error) =>
      log.warn({ error: nameOf(error) }, 'looking for lost jobs failed; trying again'),
    );
  await sweep();
  const sweeping = setInterval(sweep, sweepMs).unref();
  const items = work.jobs
    .filter((j) => j.cron)
    .map((j) => ({ task: j.name, match: j.cron!, identifier: j.name }));
  const runner = await run({
    pgPool: work.pool,
    taskList: taskList(work),
    parsedCronItems: parseCronItems(items),
    useNodeTime: true,
    noHandleSignals: true,
    concurrency: 4,
    pollInterval: 1000,
    logger,
  });
  runner.events.once('stop', () => clearInterval(sweeping));
  return runner;
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
