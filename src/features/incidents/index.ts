import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { about, keeps } from './retention.ts';

export type { NewIncident } from './commands/open.ts';
export type { NewSource } from './commands/sources.ts';
export {
  addSource,
  changeSourceFacts,
  check,
  entriesSince,
  incident,
  incidentOfReports,
  incidents,
  ledBy,
  note,
  noteAll,
  openCandidates,
  openIncident,
  openPoints,
  outcomeWords,
  passLead,
  removeSource,
  setResponse,
  sourcesOf,
  timeline,
  whoDid,
} from './commands.ts';
export type { Incident, Source } from './contract.ts';

export const feature: Feature = { name: 'incidents', routes, keeps, about };
