import { on } from '../../platform/events/consumers.ts';
import { forgetAddresses, forgetSession, stayOnWay } from './commands/send.ts';
import { tellAdmins } from './commands/tell-admins.ts';

/** What a member does themselves with an ask or a stand-down. */
const heardFrom =
  'assignment.accepted assignment.declined assignment.reserve assignment.en-route assignment.on-scene standdown.acked';

export const handlers = [
  on('alarm.raised', 'channels.tellAdmins', (ctx, event) => tellAdmins(ctx, event.subject)),
  // Whoever answers in the field app has been reached: no second way.
  on(heardFrom, 'channels.heardFrom', (ctx, { data }) => stayOnWay(ctx, data.person)),
  on('session.ended', 'channels.sessionEnded', (ctx, { subject }) => forgetSession(ctx, subject)),
  // Not at `person.removed`: call-outs may have to call them back first.
  on('person.calledBack', 'channels.forget', (ctx, event) => forgetAddresses(ctx, event.subject)),
];
