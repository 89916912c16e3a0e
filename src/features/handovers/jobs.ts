import { on } from '../../platform/events/consumers.ts';
import { orphan } from './commands.ts';

const without = new Set<unknown>(['removed', 'unseated']);

export const handlers = [
  on('duty.ended', 'handovers.orphan', async (ctx, { subject, data }) => {
    if (without.has(data.as)) await orphan(ctx, subject);
  }),
];
