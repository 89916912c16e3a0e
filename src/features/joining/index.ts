import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs } from './jobs.ts';
import { pages } from './pages.ts';
import { about, keeps } from './retention.ts';
import { seed } from './seed.ts';
import { belongings } from './store.ts';

export { type Applied, apply, applyAll, lockApplications } from './commands.ts';
export type { Application, Want } from './contract.ts';

export const feature: Feature = {
  ...{ name: 'joining', routes, pages, jobs, handlers, keeps, about, seed, belongings },
};
