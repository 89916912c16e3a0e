import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job, type Loop } from '../../platform/jobs/index.ts';
import { lookAtRota, stepDue, stopWaking, watchRota } from './commands.ts';

export const loops: Loop[] = [{ name: 'escalations.step', run: stepDue, stop: stopWaking }];

export const jobs = [
  job({ name: 'escalations.rota', payload: z.object({}), cron: '*/5 * * * *', run: (ctx) => watchRota(ctx) }),
];

export const handlers = [
  on('shift.changed duty.missed duty.overdue duty.began duty.kept duty.ended', 'escalations.rota', (ctx) =>
    lookAtRota(ctx),
  ),
];
