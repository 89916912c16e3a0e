import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs } from './jobs.ts';
import { pages } from './pages.ts';
import { keeps } from './retention.ts';
import { seed } from './seed.ts';

export { addShifts, nextShift, onShift, type Shift } from './commands.ts';
export type { ShiftRole } from './contract.ts';

export const feature: Feature = { name: 'shifts', routes, pages, handlers, jobs, seed, keeps };
