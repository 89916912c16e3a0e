import * as z from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { type Job, job } from '../../platform/jobs/index.ts';
import type { Course } from '../trainings/index.ts';
import { stop } from './commands.ts';
import { creditPractice } from './practice.ts';

export const jobs: Job[] = [
  job({
    // A player that died says nothing any more: the next drill must not wait for it.
    name: 'drills.overdue',
    payload: z.object({ drill: z.uuid() }),
    run: (ctx, { drill }) => stop(ctx, drill),
  }),
];

export const handlers = [
  on('drill.practised', 'drills.practised', (ctx, { subject, data, at }) =>
    creditPractice(ctx, subject, data.course as Course, at),
  ),
];
