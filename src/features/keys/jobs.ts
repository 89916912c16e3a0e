import { z } from 'zod/mini';
import { job } from '../../platform/jobs/index.ts';
import { renewWraps } from './commands/wraps.ts';

const place = z.object({ id: z.uuid(), ring: z.string() });

export const jobs = [
  job({
    name: 'keys.renewWraps',
    payload: z.object({ after: z.optional(place) }),
    cron: '47 3 * * *',
    run: (ctx, { after }) => renewWraps(ctx, after ?? null),
  }),
];
