import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs, loops } from './jobs.ts';
import { pages } from './pages.ts';
import { keeps } from './retention.ts';

export { type CallFacts, callsOf } from './commands/live.ts';
export { callOf, callsSince } from './commands.ts';
export { telephone } from './telephone.ts';

export const feature: Feature = { name: 'calls', routes, pages, jobs, handlers, loops, keeps };
