import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { jobs } from './jobs.ts';
import { seed } from './seed.ts';

export { countDays } from './commands.ts';

export const feature: Feature = { name: 'goals', routes, jobs, seed };
