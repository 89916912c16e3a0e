import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs } from './jobs.ts';
import { keeps } from './retention.ts';

export const feature: Feature = { name: 'drills', routes, handlers, jobs, keeps };
