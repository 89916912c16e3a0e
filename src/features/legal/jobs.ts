import { on } from '../../platform/events/consumers.ts';
import { openIntake, tellAdded } from './commands.ts';

export const handlers = [
  on('report.restricted', 'legal.intake', (ctx, event) =>
    openIntake(ctx, event.subject, event.data.drill === true),
  ),
  on('report.restricted_added', 'legal.added', (ctx, event) => tellAdded(ctx, event.subject)),
];
