import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { jobs, loops } from './jobs.ts';

export { telephone } from './telephone.ts';

export const feature: Feature = { name: 'calls', routes, jobs, loops };
