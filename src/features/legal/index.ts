import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers } from './jobs.ts';

export const feature: Feature = { name: 'legal', routes, handlers };
