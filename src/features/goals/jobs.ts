import { z } from 'zod/mini';
import { job } from '../../platform/jobs/index.ts';
import { countDays } from './commands.ts';

export const jobs = [
  job({ name: 'goals.count', payload: z.object({}), cron: '41 * * * *', run: (ctx) => countDays(ctx) }),
];
