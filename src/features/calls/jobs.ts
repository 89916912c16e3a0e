import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job, type Loop } from '../../platform/jobs/index.ts';
import * as commands from './commands.ts';

export const jobs = [
  job({
    name: 'calls.sweep',
    payload: z.object({}),
    cron: '* * * * *',
    run: (ctx) => commands.sweep(ctx),
  }),
  job({
    name: 'calls.uncover',
    payload: z.object({ id: z.uuid() }),
    run: (ctx, { id }) => commands.uncover(ctx, id),
  }),
];

export const handlers = [
  on('call.ended call.answered call.restricted', 'calls.beginCovers', (ctx) => commands.beginCovers(ctx)),
];

export const loops: Loop[] = [{ name: 'calls.carry', run: commands.carry }];
