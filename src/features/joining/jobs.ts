import { on } from '../../platform/events/consumers.ts';
import { forget, forgetLeft } from './commands.ts';

export const handlers = [
  on('person.removed', 'joining.forget', (ctx, { subject }) => forget(ctx, subject)),
  on('hold.released', 'joining.forgetLeft', (ctx) => forgetLeft(ctx)),
];
