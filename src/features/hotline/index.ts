import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs, loops } from './jobs.ts';
import { pages } from './pages.ts';
import { about, keeps } from './retention.ts';

export {
  addTo,
  claimer,
  closeRestricted,
  fetchLater,
  type Incoming,
  isBanned,
  receiveReports,
  reportsOfIncident,
  restrictedLanguages,
  restrictedReport,
} from './commands.ts';

export const feature: Feature = { name: 'hotline', routes, pages, jobs, handlers, loops, keeps, about };
