import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job, type Loop } from '../../platform/jobs/index.ts';
import { endOver, heardByReceipt, planMonth, sendDue } from './commands.ts';
import { forget } from './store.ts';

export const jobs = [
  job({ name: 'wakings.plan', payload: z.object({}), cron: '23 4 * * *', run: (ctx) => planMonth(ctx) }),
  job({ name: 'wakings.send', payload: z.object({}), cron: '*/5 * * * *', run: (ctx) => sendDue(ctx) }),
];

export const loops: Loop[] = [{ name: 'wakings.over', run: endOver }];

export const handlers = [
  on('message.read', 'wakings.heard', heardByReceipt),
  on('person.removed', 'wakings.forget', (ctx, { subject }) => forget(ctx, subject)),
];
