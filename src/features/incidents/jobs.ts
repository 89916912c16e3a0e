import { z } from 'zod/mini';
import { job } from '../../platform/jobs/index.ts';
import { coarsen } from './commands.ts';

export const jobs = [
  job({ name: 'incidents.coarsen', payload: z.object({}), cron: '17 4 * * *', run: (ctx) => coarsen(ctx) }),
];
