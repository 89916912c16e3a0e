import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs, loops } from './jobs.ts';
import { keeps } from './retention.ts';
import { seed } from './seed.ts';

export { claimer } from './claimer.ts';
export {
  checkAlways,
  coarsenPages,
  escalate,
  heldBy,
  mustNotBeAlwaysThere,
  nameAlways,
  passHeld,
  readAlways,
  settle,
  type Waiting,
  whoHas,
} from './commands.ts';
export type { Kind } from './contract.ts';

export const feature: Feature = { name: 'escalations', routes, jobs, handlers, loops, seed, keeps };
