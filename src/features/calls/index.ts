import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { jobs, loops } from './jobs.ts';
import { keeps } from './retention.ts';

export { telephone } from './telephone.ts';

export const feature: Feature = { name: 'calls', routes, jobs, loops, keeps };
