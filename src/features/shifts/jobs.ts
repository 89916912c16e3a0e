import { on } from '../../platform/events/consumers.ts';
import { leave } from './commands.ts';

export const handlers = [on('person.removed', 'shifts.leave', (ctx, event) => leave(ctx, event.subject))];
