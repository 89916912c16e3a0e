import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs, loops } from './jobs.ts';
import { pages } from './pages.ts';
import { belongings } from './store.ts';

export const feature: Feature = { name: 'imports', routes, pages, jobs, loops, handlers, belongings };
