import { on } from '../../platform/events/consumers.ts';
import { forgetIntake, freeAllOf, openIntake, tellAdded } from './commands.ts';

export const handlers = [
  on('report.restricted', 'legal.intake', (ctx, event) =>
    openIntake(ctx, event.subject, event.data.drill === true),
  ),
  on('person.removed person.suspended', 'legal.free', (ctx, event) => freeAllOf(ctx, event.subject)),
  on('report.restricted_added', 'legal.added', (ctx, event) => tellAdded(ctx, event.subject)),
  on('report.restricted_purged', 'legal.forget', (ctx, event) => forgetIntake(ctx, event.subject)),
];
