import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs, loops } from './jobs.ts';

export const feature: Feature = { name: 'imports', routes, handlers, jobs, loops };
