import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers } from './jobs.ts';
import { keeps } from './retention.ts';

export const feature: Feature = { name: 'handovers', routes, handlers, keeps };
