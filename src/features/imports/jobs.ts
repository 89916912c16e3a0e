import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job, type Loop } from '../../platform/jobs/index.ts';
import { forgetOld, work } from './commands.ts';
import { forgetPerson } from './store.ts';

export const jobs = [
  job({ name: 'imports.forget', payload: z.object({}), cron: '41 * * * *', run: (ctx) => forgetOld(ctx) }),
];

export const loops: Loop[] = [
  { name: 'imports.work', run: (services, networkId) => work(services, networkId) },
];

export const handlers = [
  on('person.removed', 'imports.forget', (ctx, { subject }) => forgetPerson(ctx, subject)),
];
