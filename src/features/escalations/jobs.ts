import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job, type Loop } from '../../platform/jobs/index.ts';
import { lookAtGaps, stepDue, stopWaking, watchGaps } from './commands.ts';

export const loops: Loop[] = [{ name: 'escalations.step', run: stepDue, stop: stopWaking }];

export const jobs = [
  job({ name: 'escalations.gaps', payload: z.object({}), cron: '*/5 * * * *', run: (ctx) => watchGaps(ctx) }),
];

export const handlers = [on('shift.changed', 'escalations.gaps', (ctx) => lookAtGaps(ctx))];
