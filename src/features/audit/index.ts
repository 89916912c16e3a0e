import { keepLog } from '../../platform/audit/log.ts';
import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';

export const feature: Feature = {
  name: 'audit',
  routes,
  loops: [{ name: 'audit.log', run: keepLog }],
};
