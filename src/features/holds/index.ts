import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import type { House } from './commands/purge.ts';
import { handlers, jobs } from './jobs.ts';
import { pages } from './pages.ts';
import { readings } from './readings.ts';

export { isCovered, isHeld } from './commands/holds.ts';
export { daysKept, keptDays } from './commands/kept.ts';
export type { Kind } from './contract.ts';

/** `house`: what every feature keeps and knows; the composition root knows them. */
export const holdsFeature = (house: House): Feature => ({
  name: 'holds',
  routes: routes(house),
  pages,
  jobs: jobs(house),
  handlers,
  readings,
});
