import type { Reading } from '../../platform/feature.ts';
import type { Services } from '../../platform/http/call.ts';
import { type RunRow, selectRuns } from './store.ts';

/** The last runs of every network, added up by what is kept. */
const by =
  (value: (runs: RunRow[]) => number): Reading['read'] =>
  async ({ db }: Services) => {
    const runs: RunRow[] = [];
    for (const id of await db.networkIds())
      runs.push(...(await db.inNetwork(id, (tx) => selectRuns({ tx }, id))));
    return [...Map.groupBy(runs, (run) => run.name)].map(([label, own]) => ({ label, value: value(own) }));
  };

const sum = (count: (run: RunRow) => number) => by((runs) => runs.reduce((all, run) => all + count(run), 0));
const label = 'what';

export const readings: Reading[] = [
  {
    name: 'porchlight_retention_purged',
    help: 'Removed by the last run, its time being over',
    label,
    read: sum((run) => run.purged),
  },
  {
    name: 'porchlight_retention_held',
    help: 'Over, but kept by a legal hold, in the last run',
    label,
    read: sum((run) => run.held),
  },
  {
    name: 'porchlight_retention_running',
    help: 'Networks whose run has begun and not ended',
    label,
    read: sum((run) => (run.finishedAt ? 0 : 1)),
  },
  {
    name: 'porchlight_retention_started_seconds',
    help: 'When the oldest last run began, in Unix time',
    label,
    read: by((runs) => Math.min(...runs.map((run) => run.startedAt.getTime())) / 1000),
  },
];
