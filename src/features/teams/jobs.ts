import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job } from '../../platform/jobs/index.ts';
import { followMerges } from '../people/index.ts';
import { forgetOld } from './commands.ts';
import { belongings, forget } from './store.ts';

export const jobs = [
  job({ name: 'teams.forget', payload: z.object({}), cron: '31 4 * * *', run: (ctx) => forgetOld(ctx) }),
];

export const handlers = [
  ...followMerges('teams', belongings),
  on('person.removed', 'teams.forget', (ctx, { subject }) => forget(ctx, subject)),
];
