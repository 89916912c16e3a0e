import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job } from '../../platform/jobs/index.ts';
import { compare, compareSoon, follow, forget, forgetLeft, mergeOver } from './commands.ts';
import { FIRST_COURSES } from './rules.ts';

export const jobs = [
  job({ name: 'joining.compare', payload: z.object({}), run: (ctx) => compare(ctx) }),
  job({
    name: 'joining.mergeOver',
    payload: z.object({ id: z.uuid() }),
    run: (ctx, { id }) => mergeOver(ctx, id),
  }),
];

export const handlers = [
  on('application.received', 'joining.compare', (ctx, { data }) => compareSoon(ctx, data.source)),
  on('certificate.changed', 'joining.trained', async (ctx, { subject, data }) => {
    if (FIRST_COURSES.has(String(data.certified))) await follow(ctx, subject, true);
  }),
  on('person.removed', 'joining.forget', (ctx, { subject }) => forget(ctx, subject)),
  on('hold.released', 'joining.forgetLeft', (ctx) => forgetLeft(ctx)),
];
