import * as z from 'zod/mini';
import { type Job, job } from '../../platform/jobs/index.ts';
import { stop } from './commands.ts';

export const jobs: Job[] = [
  job({
    // A player that died says nothing any more: the next drill must not wait for it.
    name: 'drills.overdue',
    payload: z.object({ drill: z.uuid() }),
    run: (ctx, { drill }) => stop(ctx, drill),
  }),
];
