import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job } from '../../platform/jobs/index.ts';
import { layOutAll } from './commands/lay-out.ts';
import {
  countContact,
  forgetCounts,
  hintRest,
  leave,
  remind,
  sendDigest,
  thank,
  watchDuties,
} from './commands.ts';

export const jobs = [
  job({ name: 'shifts.layOut', payload: z.object({}), cron: '41 3 * * *', run: (ctx) => layOutAll(ctx) }),
  job({ name: 'shifts.forget', payload: z.object({}), cron: '47 3 * * *', run: (ctx) => forgetCounts(ctx) }),
  job({ name: 'shifts.remind', payload: z.object({}), cron: '*/5 * * * *', run: (ctx) => remind(ctx) }),
  job({ name: 'shifts.digest', payload: z.object({}), cron: '*/5 * * * *', run: (ctx) => sendDigest(ctx) }),
  job({ name: 'shifts.watch', payload: z.object({}), cron: '* * * * *', run: (ctx) => watchDuties(ctx) }),
  job({ name: 'shifts.thank', payload: z.object({}), cron: '7 15 1 * *', run: (ctx) => thank(ctx) }),
];

export const handlers = [
  on('report.received report.restricted call.started call.restricted', 'shifts.count', (ctx, event) =>
    countContact(ctx, event),
  ),
  on('person.removed person.suspended', 'shifts.leave', (ctx, { kind, subject }) =>
    leave(ctx, subject, { forGood: kind === 'person.removed' }),
  ),
  on('duty.ended', 'shifts.hintRest', (ctx, event) => hintRest(ctx, String(event.data.person))),
];
