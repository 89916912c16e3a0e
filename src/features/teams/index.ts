import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs } from './jobs.ts';
import { seed } from './seed.ts';
import { belongings } from './store.ts';

export { claimer } from './claimer.ts';

export const feature: Feature = { name: 'teams', routes, handlers, jobs, seed, belongings };
