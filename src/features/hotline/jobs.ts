import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job, type Loop } from '../../platform/jobs/index.ts';
import * as commands from './commands.ts';

export const handlers = [
  on('incident.concluded incident.not_confirmed', 'hotline.tellReporters', (ctx, event) =>
    commands.tellIncident(ctx, event.subject),
  ),
  on('incident.checking incident.reopened', 'hotline.forgetTold', (ctx, event) =>
    commands.forgetTold(ctx, event.subject),
  ),
  on('incident.linked incident.unlinked', 'hotline.followLinks', (ctx, event) =>
    commands.followLink(ctx, String(event.data.report)),
  ),
  on('report.closed', 'hotline.tellClosed', (ctx, event) => commands.tellClosed(ctx, event.subject)),
];

export const jobs = [
  job({
    name: 'hotline.coarsen',
    payload: z.object({}),
    cron: '27 4 * * *',
    run: (ctx) => commands.coarsen(ctx),
  }),
];

export const loops: Loop[] = [{ name: 'hotline.fetchMedia', run: commands.fetchNext }];
