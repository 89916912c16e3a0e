import { type Handler, on } from '../../platform/events/consumers.ts';
import { openIntake } from './commands.ts';

export const handlers: Handler[] = [
  on('report.restricted', 'legal.openIntake', (ctx, event) =>
    openIntake(ctx, event.subject, event.data.drill === true),
  ),
];
