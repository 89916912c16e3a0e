import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job } from '../../platform/jobs/index.ts';
import { followMerges } from '../people/index.ts';
import { followMerged, followParted, forgetContacts, remindGuests, remindOwners } from './commands.ts';
import { belongings, forgetPerson } from './store.ts';

const nothing = z.object({});

export const jobs = [
  job({ name: 'meetings.remind', payload: nothing, cron: '*/5 * * * *', run: (ctx) => remindGuests(ctx) }),
  job({ name: 'meetings.owners', payload: nothing, cron: '11 * * * *', run: (ctx) => remindOwners(ctx) }),
  job({ name: 'meetings.forget', payload: nothing, cron: '53 3 * * *', run: (ctx) => forgetContacts(ctx) }),
];

export const handlers = [
  ...followMerges('meetings', belongings, { merged: followMerged, parted: followParted }),
  on('person.removed', 'meetings.forget', (ctx, { subject }) => forgetPerson(ctx, subject)),
];
