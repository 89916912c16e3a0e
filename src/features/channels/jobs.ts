import { on } from '../../platform/events/consumers.ts';
import { forgetAddresses } from './commands/send.ts';
import { tellAdmins } from './commands/tell-admins.ts';

export const handlers = [
  on('alarm.raised', 'channels.tellAdmins', (ctx, event) => tellAdmins(ctx, event.subject)),
  // Not at `person.removed`: call-outs may have to call them back first.
  on('person.calledBack', 'channels.forget', (ctx, event) => forgetAddresses(ctx, event.subject)),
];
