import type { Incident } from '../../incidents/contract.ts';
import { type Candidate, matchSighting, type Sighting } from '../../incidents/rules.ts';
import type { Match, Report } from '../contract.ts';

/** A point of unknown accuracy is taken to be a street corner: within so many metres. */
const unknownAccuracyM = 100;

const sightingOf = (report: Report): Sighting => ({
  point: report.place.point,
  accuracyM: report.place.accuracyM ?? unknownAccuracyM,
  zoneId: report.place.zone?.id ?? null,
  seenAt: new Date(report.seenAt),
  kind: report.kind,
  words: [report.words, report.place.text].filter(Boolean).join(' '),
  drill: report.drill,
});

/** An open incident with what its reports say. */
export function candidateOf(incident: Incident, reports: readonly Report[]): Candidate {
  const mine = reports.filter(({ incidentId }) => incidentId === incident.id);
  const times = [incident.seenAt, ...mine.map(({ seenAt }) => seenAt)].map((at) => new Date(at).getTime());
  return {
    incidentId: incident.id,
    point: incident.point,
    accuracyM: incident.accuracyM ?? unknownAccuracyM,
    zoneId: incident.zone?.id ?? null,
    seenAt: new Date(Math.min(...times)),
    lastSeenAt: new Date(Math.max(...times)),
    kind: incident.kind,
    words: [incident.label, ...mine.map(({ words }) => words)].filter(Boolean).join(' '),
    drill: incident.drill,
  };
}

/**
 * Incidents that a report may belong to, weighed here with the exact place and the words, which the server's own
 * suggestion had not. What only the server suggests stays in the list.
 */
export function matchesOf(
  report: Report,
  incidents: readonly Incident[],
  reports: readonly Report[],
  now: Date,
): Match[] {
  const candidates = incidents.map((incident) => candidateOf(incident, reports));
  const here = matchSighting(sightingOf(report), candidates, { now });
  const known = new Set(here.map(({ incidentId }) => incidentId));
  const open = new Set(incidents.map(({ id }) => id));
  const server = report.serverMatches.filter(
    ({ incidentId }) => !known.has(incidentId) && open.has(incidentId),
  );
  return [...here, ...server];
}

/** Which other open incident an incident may really be. */
export function twinsOf(
  incident: Incident,
  incidents: readonly Incident[],
  reports: readonly Report[],
  now: Date,
): Match[] {
  const others = incidents.filter(({ id }) => id !== incident.id);
  return matchSighting(
    candidateOf(incident, reports),
    others.map((other) => candidateOf(other, reports)),
    { now },
  );
}
