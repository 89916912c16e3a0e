import * as z from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job, type Loop } from '../../platform/jobs/index.ts';
import { carryOut, followRemoved, lookAround, safetyDue } from './commands.ts';
import { bringLooksForward } from './store.ts';

export const handlers = [
  on('person.removed', 'rosters.takeOut', (ctx, { subject }) => followRemoved(ctx, subject)),
  on('group.changed', 'rosters.look', (ctx) => bringLooksForward(ctx)),
];

export const jobs = [
  job({
    name: 'rosters.safetyDue',
    payload: z.object({ change: z.uuid() }),
    run: (ctx, { change }) => safetyDue(ctx, change),
  }),
];

/** Two, so that a look at slow groups holds up nobody's removal. */
export const loops: Loop[] = [
  { name: 'rosters.carryOut', run: carryOut },
  { name: 'rosters.look', run: lookAround },
];
