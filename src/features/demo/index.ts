import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { pages } from './pages.ts';

export { demoNetwork, growNetwork } from './grow.ts';

export const demo: Feature = { name: 'demo', routes, pages };
