import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job } from '../../platform/jobs/index.ts';
import { layOutAll } from './commands/lay-out.ts';
import { leave } from './commands.ts';

export const jobs = [
  job({ name: 'shifts.layOut', payload: z.object({}), cron: '41 3 * * *', run: (ctx) => layOutAll(ctx) }),
];

export const handlers = [on('person.removed', 'shifts.leave', (ctx, event) => leave(ctx, event.subject))];
