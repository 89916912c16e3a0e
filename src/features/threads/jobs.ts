import { on } from '../../platform/events/consumers.ts';
import * as commands from './commands.ts';

export const handlers = [
  on('report.added', 'threads.follow', commands.follow),
  on('report.restricted_added', 'threads.followRestricted', commands.followRestricted),
  // What a call-out did not understand: kept with it, and somebody has to answer.
  on('assignment.says', 'threads.followMember', (ctx, event) => commands.followMember(ctx, event)),
  on('report.call_asked', 'threads.askForCall', (ctx, event) => commands.askForCall(ctx, event.subject)),
];
