import { WEEKLY_ASKS } from './eligible.ts';

/** Somebody who could be asked next. */
export interface Candidate {
  personId: string;
  etaMinutes: number;
  /** Chance that they say yes when rested, 0 to 1. */
  acceptance: number;
  lastAskedAt: Date | null;
  asksThisWeek: number;
}

export interface PlanInput {
  now: Date;
  /** K: how many are wanted. */
  wanted: number;
  /** A: how many have said yes. */
  seated: number;
  /** Asked and silent so far. */
  pending: { askedAt: Date; acceptance: number }[];
  candidates: Candidate[];
}

export interface Plan {
  /** Whom to ask now, the best first. */
  ask: string[];
  /** When to look again if nothing is heard; null when everyone wanted has said yes. */
  nextCheckAt: Date | null;
}

/**
 * The response model, a fit to 11,302 published simulated responses: of those who do not say yes, no
 * 44 to silent 20; a delay of 15 s + Gamma(2, 15 s).
 */
const NO_SHARE = 44 / 64;
const OFFSET_S = 15;
const SCALE_S = 15;

/** How much certainty is paid for with further asks; 0 asks the fewest (12.1 alerts for 3 seats, simulated). */
const Z = 0;
/** Time that wears an ask off: an ask `d` after the last one is worth 1 − e^(−d/τ) of a rested one. */
const TAU_S = 24 * 3600;
/** Nobody is asked more often than this in seven days, whatever the need. */
const WEEKLY_BUDGET = WEEKLY_ASKS;
const LOOK_AGAIN_S = { least: 10, step: 5, most: 120 };

/** Share of the answers that are still to come `ageS` seconds after an ask. */
export function stillToCome(ageS: number): number {
  const x = Math.max(0, ageS - OFFSET_S) / SCALE_S;
  return Math.exp(-x) * (1 + x);
}

/** What an unanswered ask is still worth: q(a) = p·S(a) / ((p + r)·S(a) + n), with n those who never answer. */
export function worthOfSilence(acceptance: number, ageS: number): number {
  const open = stillToCome(ageS);
  const no = (1 - acceptance) * NO_SHARE;
  const silent = (1 - acceptance) * (1 - NO_SHARE);
  const all = (acceptance + no) * open + silent;
  return all === 0 ? 0 : (acceptance * open) / all;
}

/** Chance of a yes, less for those asked a short while ago: p·(1 − e^(−Δ/τ)). */
export function rested(candidate: Candidate, now: Date): number {
  if (!candidate.lastAskedAt) return candidate.acceptance;
  const sinceS = (now.getTime() - candidate.lastAskedAt.getTime()) / 1000;
  return candidate.acceptance * (1 - Math.exp(-Math.max(0, sinceS) / TAU_S));
}

/**
 * Whom to ask now: the next best while A + Σq − K < z·√Σq(1−q). The best are those with the shortest way per unit of
 * acceptance. The same input gives the same plan.
 */
export function planAlerts({ now, wanted, seated, pending, candidates }: PlanInput): Plan {
  if (seated >= wanted) return { ask: [], nextCheckAt: null };
  const worth = pending.map((p) =>
    worthOfSilence(p.acceptance, (now.getTime() - p.askedAt.getTime()) / 1000),
  );
  const asked: { p: number; personId: string }[] = [];
  for (const next of ranked(candidates, now)) {
    if (isEnough(wanted - seated, [...worth, ...asked.map((a) => a.p)])) break;
    asked.push(next);
  }
  const open = [...pending, ...asked.map(({ p }) => ({ askedAt: now, acceptance: p }))];
  return { ask: asked.map((a) => a.personId), nextCheckAt: whenTooLittle(now, wanted - seated, open) };
}

function ranked(candidates: Candidate[], now: Date): { personId: string; p: number }[] {
  return candidates
    .filter((c) => c.asksThisWeek < WEEKLY_BUDGET)
    .map((c) => ({ personId: c.personId, p: rested(c, now), etaMinutes: c.etaMinutes }))
    .filter((c) => c.p > 0)
    .map((c) => ({ ...c, cost: c.etaMinutes / c.p }))
    .sort((a, b) => a.cost - b.cost || (a.personId < b.personId ? -1 : 1));
}

function isEnough(missing: number, worth: number[]): boolean {
  const expected = worth.reduce((sum, q) => sum + q, 0);
  const spread = Math.sqrt(worth.reduce((sum, q) => sum + q * (1 - q), 0));
  return expected - missing >= Z * spread;
}

/** The moment at which silence alone makes the rule ask further. */
function whenTooLittle(now: Date, missing: number, open: PlanInput['pending']): Date {
  const { least, step, most } = LOOK_AGAIN_S;
  for (let s = least; s < most; s += step) {
    const at = now.getTime() + s * 1000;
    const worth = open.map((p) => worthOfSilence(p.acceptance, (at - p.askedAt.getTime()) / 1000));
    if (!isEnough(missing, worth)) return new Date(at);
  }
  return new Date(now.getTime() + most * 1000);
}

/** A person's chance of a yes: what they did so far, beside ten asks of an average member (36 % say yes). */
export const acceptanceOf = (asked: number, yes: number): number => (yes + 3.6) / (asked + 10);
