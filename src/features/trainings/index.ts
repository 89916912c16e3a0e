import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers } from './jobs.ts';
import { seed } from './seed.ts';

export {
  type CurrentCertificate,
  currentCertificates,
  issueCertificate,
  revokeCertificate,
} from './commands.ts';
export type { Course } from './contract.ts';

export const feature: Feature = { name: 'trainings', routes, handlers, seed };
