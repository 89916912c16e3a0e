import { z } from 'zod/mini';
import { on, onAll } from '../../platform/events/consumers.ts';
import { job } from '../../platform/jobs/index.ts';
import { followMerges } from '../people/index.ts';
import { compare, compareSoon, follow, forget, forgetLeft, mergeOver } from './commands.ts';
import { FIRST_COURSES } from './rules.ts';
import { belongings } from './store.ts';

export const jobs = [
  job({ name: 'joining.compare', payload: z.object({}), run: (ctx) => compare(ctx) }),
  job({
    name: 'joining.mergeOver',
    payload: z.object({ id: z.uuid() }),
    run: (ctx, { id }) => mergeOver(ctx, id),
  }),
];

export const handlers = [
  ...followMerges('joining', belongings),
  onAll('application.received', 'joining.compare', async (ctx, events) => {
    // A list of an import is compared when all of it is in.
    if (events.some(({ data }) => data.source !== 'import')) await compareSoon(ctx);
  }),
  onAll('certificate.changed', 'joining.trained', async (ctx, events) => {
    const first = events.filter(({ data }) => FIRST_COURSES.has(String(data.certified)));
    await follow(ctx, [...new Set(first.map(({ subject }) => subject))], true);
  }),
  on('person.removed', 'joining.forget', (ctx, { subject }) => forget(ctx, subject)),
  on('hold.released', 'joining.forgetLeft', (ctx) => forgetLeft(ctx)),
];
