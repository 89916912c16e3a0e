import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job, type Loop } from '../../platform/jobs/index.ts';
import * as commands from './commands.ts';

export const handlers = [
  // One consumer for both, so that they are taken in their order.
  on(
    'incident.concluded incident.not_confirmed incident.checking incident.reopened',
    'hotline.tellReporters',
    (ctx, event) =>
      event.kind === 'incident.checking' || event.kind === 'incident.reopened'
        ? commands.forgetTold(ctx, event.subject)
        : commands.tellIncident(ctx, event.subject),
  ),
  on('incident.linked incident.unlinked', 'hotline.followLinks', (ctx, event) =>
    commands.followLink(ctx, String(event.data.report)),
  ),
  on('report.closed', 'hotline.tellClosed', (ctx, event) => commands.tellClosed(ctx, event.subject)),
];

export const jobs = [
  job({
    name: 'hotline.surface',
    payload: z.object({}),
    cron: '* * * * *',
    run: (ctx) => commands.surface(ctx),
  }),
];

export const loops: Loop[] = [{ name: 'hotline.fetchMedia', run: commands.fetchNext }];
