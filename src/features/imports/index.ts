import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { jobs, loops } from './jobs.ts';
import { pages } from './pages.ts';

export const feature: Feature = { name: 'imports', routes, pages, jobs, loops };
