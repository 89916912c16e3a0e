import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { jobs } from './jobs.ts';
import { keeps } from './retention.ts';

export const feature: Feature = { name: 'drills', routes, jobs, keeps };
