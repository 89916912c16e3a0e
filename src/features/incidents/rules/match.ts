import type { Point } from '../../places/contract.ts';
import { distanceM } from '../../places/rules.ts';
import { sharedWords } from './words.ts';

/** Everything that the match weighs, in one table, so that it can be learnt from the desk's decisions later. */
export const WEIGHTS = {
  /** Log-odds before anything is known: most open incidents are not this one. */
  prior: -2,
  /** How far apart two honest descriptions of one scene lie, in metres (one standard deviation). */
  spreadM: 80,
  /** Within this distance of a sighting another open incident is as likely anywhere, in metres. */
  cityM: 1500,
  /** A scene is reported for so many minutes on average. */
  lastsMin: 40,
  /** The span over which unrelated reports come, in minutes. */
  windowMin: 360,
  /** For each word in common, and the most that words can say. */
  word: 0.6,
  wordsMost: 2.4,
  sameZone: 1,
  otherZone: -2,
  otherKind: -3,
  /** No single fact says more than this either way. */
  most: 6,
  /** Below this a match is not worth a dispatcher's eyes. */
  shown: 0.1,
};

/** What is known of a report. The server knows cell, time and kind; the desk's browser the exact place and the words. */
export interface Sighting {
  point: Point | null;
  /** How far off the point may be, in metres. */
  accuracyM: number;
  zoneId: string | null;
  seenAt: Date;
  kind: string;
  words?: string;
  drill: boolean;
}

/** An open incident, or several reports of it: seen from `seenAt` to `lastSeenAt`. */
export interface Candidate extends Sighting {
  incidentId: string;
  lastSeenAt?: Date;
}

export interface Matched {
  incidentId: string;
  /** 0 to 1. */
  score: number;
  reasons: { distanceM: number | null; minutes: number; words: string[] };
}

/**
 * Which open incidents a sighting may belong to, the likeliest first. Adds up log-odds (naive Bayes): distance as a
 * Rayleigh law against an even spread, time as an exponential against an even window, words, zone and kind.
 * A drill never matches what is real.
 */
export function matchSighting(
  sighting: Sighting,
  candidates: readonly Candidate[],
  { now }: { now: Date },
): Matched[] {
  return candidates
    .filter((candidate) => candidate.drill === sighting.drill)
    .map((candidate) => weigh(sighting, candidate, now))
    .filter(({ score }) => score >= WEIGHTS.shown)
    .sort((a, b) => b.score - a.score || (a.incidentId < b.incidentId ? -1 : 1));
}

function weigh(sighting: Sighting, candidate: Candidate, now: Date): Matched {
  const metres =
    sighting.point && candidate.point ? Math.round(distanceM(sighting.point, candidate.point)) : null;
  const minutes = minutesApart(sighting, candidate, now);
  const words = sharedWords(sighting.words ?? '', candidate.words ?? '');
  const logOdds =
    WEIGHTS.prior +
    (metres === null ? ofZone(sighting, candidate) : ofDistance(metres, sighting, candidate)) +
    ofTime(minutes) +
    Math.min(words.length * WEIGHTS.word, WEIGHTS.wordsMost) +
    (sighting.kind === candidate.kind ? 0 : WEIGHTS.otherKind);
  const score = Math.round(1000 / (1 + Math.exp(-logOdds))) / 1000;
  return { incidentId: candidate.incidentId, score, reasons: { distanceM: metres, minutes, words } };
}

function ofDistance(metres: number, a: Sighting, b: Sighting): number {
  const variance = WEIGHTS.spreadM ** 2 + a.accuracyM ** 2 + b.accuracyM ** 2;
  return bounded(Math.log(WEIGHTS.cityM ** 2 / (2 * variance)) - metres ** 2 / (2 * variance));
}

const ofTime = (minutes: number) =>
  bounded(Math.log(WEIGHTS.windowMin / WEIGHTS.lastsMin) - minutes / WEIGHTS.lastsMin);

function ofZone(a: Sighting, b: Sighting): number {
  if (!a.zoneId || !b.zoneId) return 0;
  return a.zoneId === b.zoneId ? WEIGHTS.sameZone : WEIGHTS.otherZone;
}

/** Whole minutes between the sighting and the time in which the incident was seen; a time to come counts as now. */
function minutesApart(sighting: Sighting, candidate: Candidate, now: Date): number {
  const at = Math.min(sighting.seenAt.getTime(), now.getTime());
  const from = candidate.seenAt.getTime();
  const to = Math.max(from, candidate.lastSeenAt?.getTime() ?? from);
  const apart = at < from ? from - at : at > to ? at - to : 0;
  return Math.round(apart / 60_000);
}

const bounded = (logOdds: number) => Math.max(-WEIGHTS.most, Math.min(WEIGHTS.most, logOdds));
