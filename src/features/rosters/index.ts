import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs, loops } from './jobs.ts';
import { keeps } from './retention.ts';
import { seed } from './seed.ts';

export { claimer } from './commands.ts';

export const feature: Feature = { name: 'rosters', routes, handlers, jobs, loops, seed, keeps };
