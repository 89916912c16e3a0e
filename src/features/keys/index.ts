import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { jobs } from './jobs.ts';

export { noteRoles, removeFromRings } from './commands/members.ts';
export { mustRead } from './commands/rings.ts';
export {
  checkKeys,
  dropRecordKeys,
  keepRecordKeys,
  makeRingKeys,
  rewrapRingKeys,
  ringKeys,
  sealFor,
  shred,
} from './commands.ts';

export const feature: Feature = { name: 'keys', routes, jobs };
