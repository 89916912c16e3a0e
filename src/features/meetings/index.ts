import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs } from './jobs.ts';
import { pages } from './pages.ts';
import { keeps } from './retention.ts';
import { seed } from './seed.ts';
import { belongings } from './store.ts';

export { claimer } from './claimer.ts';
export { countedHats } from './commands.ts';

export const feature: Feature = {
  ...{ name: 'meetings', routes, pages, handlers, jobs, keeps, seed, belongings },
};
