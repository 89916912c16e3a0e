import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs, loops } from './jobs.ts';
import { pages } from './pages.ts';
import { seed } from './seed.ts';

export { claimer } from './claimer.ts';

export const feature: Feature = { name: 'wakings', routes, pages, handlers, jobs, loops, seed };
