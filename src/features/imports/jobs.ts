import { z } from 'zod/mini';
import { job, type Loop } from '../../platform/jobs/index.ts';
import { followMerges } from '../people/index.ts';
import { forgetOld, work } from './commands.ts';
import { belongings } from './store.ts';

export const handlers = followMerges('imports', belongings);

export const jobs = [
  job({ name: 'imports.forget', payload: z.object({}), cron: '41 * * * *', run: (ctx) => forgetOld(ctx) }),
];

export const loops: Loop[] = [
  { name: 'imports.work', run: (services, networkId) => work(services, networkId) },
];
