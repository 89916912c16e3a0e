import { z } from 'zod/mini';
import { job, type Loop } from '../../platform/jobs/index.ts';
import * as commands from './commands.ts';

export const jobs = [
  job({
    name: 'calls.sweep',
    payload: z.object({}),
    cron: '* * * * *',
    run: (ctx) => commands.sweep(ctx),
  }),
];

export const loops: Loop[] = [{ name: 'calls.carry', run: commands.carry }];
