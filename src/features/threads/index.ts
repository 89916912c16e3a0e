import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers } from './jobs.ts';
import { keeps } from './retention.ts';

export { claimer, keeping } from './claimer.ts';
export { quoteReply } from './commands/quote.ts';
export { passThreads, repliesTo, waitingForUs, withThem } from './commands.ts';

export const feature: Feature = { name: 'threads', routes, handlers, keeps };
