import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs, loops } from './jobs.ts';
import { pages } from './pages.ts';
import { keeps } from './retention.ts';
import { seed } from './seed.ts';
import { belongings } from './store.ts';

export { claimer } from './claimer.ts';
export {
  type Booked,
  bookAll,
  type ClassCredit,
  type Credited,
  type CurrentCertificate,
  credit,
  creditClass,
  currentCertificates,
  holdersOf,
  issueCertificate,
  openSessions,
  revokeCertificate,
  sessionCounts,
  trainerCounts,
} from './commands.ts';
export { COURSES, type Course } from './contract.ts';
export { courseName } from './messages.ts';
export { modulesOf, partsOf } from './rules.ts';

export const feature: Feature = {
  ...{ name: 'trainings', routes, pages, handlers, jobs, loops, keeps, seed, belongings },
};
