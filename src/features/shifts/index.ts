import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { seed } from './seed.ts';

export { onShift } from './commands.ts';

export const feature: Feature = { name: 'shifts', routes, seed };
