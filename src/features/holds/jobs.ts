import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { type Job, job } from '../../platform/jobs/index.ts';
import { holdForEmergency } from './commands/holds.ts';
import { type House, purgePage, startRuns } from './commands/purge.ts';

const mark = z.object({ at: z.iso.datetime(), id: z.string() });

export const jobs = (house: House): Job[] => [
  job({
    name: 'holds.nightly',
    payload: z.object({}),
    cron: '17 4 * * *',
    run: (ctx) => startRuns(ctx, house),
  }),
  job({
    name: 'holds.purge',
    payload: z.object({ name: z.string(), after: z.optional(mark) }),
    run: (ctx, { name, after }) =>
      purgePage(ctx, house, { name, after: after ? { at: new Date(after.at), id: after.id } : null }),
  }),
];

export const handlers = [
  on('emergency.raised', 'holds.emergency', async (ctx, { data }) => {
    if (data.drill !== true) await holdForEmergency(ctx, String(data.incident));
  }),
];
