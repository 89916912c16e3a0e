export { coarsen } from './commands/coarsen.ts';
export { addNote, check, conclude, setResponse, verify } from './commands/decide.ts';
export { entriesSince, lead, ledBy, passLead } from './commands/lead.ts';
export { note, noteAll } from './commands/load.ts';
export { merge, split } from './commands/merge.ts';
export { openIncident } from './commands/open.ts';
export {
  detail,
  entry,
  exported,
  incident,
  incidents,
  list,
  openCandidates,
  openPoints,
  outcomeWords,
  timeline,
  whoDid,
} from './commands/read.ts';
export {
  addSource,
  changeSourceFacts,
  incidentOfReports,
  removeSource,
  sourcesOf,
  writeSource,
} from './commands/sources.ts';
export { undo } from './commands/undo.ts';
