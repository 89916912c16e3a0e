import type { Confirmable, Finding, Missing, Response, Says, Verification } from '../contract.ts';

const verificationMoves: Record<Verification, readonly Verification[]> = {
  unverified: ['checking'],
  checking: ['confirmed', 'not_confirmed'],
  // New facts may come after either answer.
  confirmed: ['checking'],
  not_confirmed: ['checking'],
};

const responseMoves: Record<Response, readonly Response[]> = {
  none: ['called_out', 'concluded'],
  called_out: ['responding', 'watching', 'none', 'concluded'],
  responding: ['watching', 'called_out', 'none', 'concluded'],
  watching: ['responding', 'called_out', 'none', 'concluded'],
  concluded: [],
};

export const mayVerify = (from: Verification, to: Verification) => verificationMoves[from].includes(to);
export const mayRespond = (from: Response, to: Response) => responseMoves[from].includes(to);

/**
 * The steps from one verification state to another; null where there is no way. A decision on an unchecked incident
 * passes through `checking`. A decision is never overruled in one act: whoever comes second must begin to check again.
 */
export function verificationPath(from: Verification, to: Verification): Verification[] | null {
  if (mayVerify(from, to)) return [to];
  if (from === 'unverified' && mayVerify('checking', to)) return ['checking', to];
  return null;
}

export const stateOfFinding = (finding: Finding): Verification =>
  finding === 'confirmed' ? 'confirmed' : 'not_confirmed';

/** How an incident ends that was opened by mistake. */
export const WITHDRAWN = 'withdrawn';

/** Outcomes that say there was nothing of our kind; every other outcome of a playbook says that there was. */
const UNFOUNDED = new Set(['nothing-found', 'another-agency', 'cannot-verify', WITHDRAWN]);
export const isFounded = (outcome: string) => !UNFOUNDED.has(outcome);

/** What the rule weighs of one source. `origin` is equal for sources that are not independent. */
export interface Weighed {
  id: string;
  kind: 'report' | 'verifier' | 'observer' | 'desk';
  origin: string | number;
  firstHand: boolean;
  picture: boolean;
  says: Says;
  onScene: boolean;
  trained: boolean;
}

export interface ConfirmationRule {
  verifierOnScene: boolean;
  independentSources: number;
  withPicture: number;
}

/**
 * Whether "confirm" is offered: a trained verifier's eyes on the scene, or enough independent first-hand sources that
 * agree, enough of them with a picture, and no trained verifier on the scene who saw otherwise.
 */
export function confirmable(sources: readonly Weighed[], rule: ConfirmationRule): Confirmable {
  const verifiers = sources.filter((s) => s.kind === 'verifier' && s.trained && s.onScene);
  const eyes = verifiers.filter((s) => s.says === 'seen');
  if (rule.verifierOnScene && eyes.length > 0) return met('verifier_on_scene', eyes);

  const firstHand = sources.filter((s) => s.firstHand && s.says === 'seen');
  const independent = new Set(firstHand.map((s) => s.origin)).size;
  const withPicture = new Set(firstHand.filter((s) => s.picture).map((s) => s.origin)).size;
  const contradicted = verifiers.some((s) => s.says === 'nothing' || s.says === 'other_agency');
  const missing: Missing[] = [];
  if (rule.verifierOnScene || contradicted) missing.push('verifier');
  if (firstHand.length === 0) missing.push('first_hand');
  if (independent < rule.independentSources) missing.push('independent');
  if (withPicture < rule.withPicture) missing.push('picture');
  const wanting = missing.filter((m) => m !== 'verifier').length > 0;
  return wanting || contradicted
    ? { offered: false, rule: null, missing, sourceIds: [] }
    : met('independent_sources', firstHand);
}

const met = (rule: NonNullable<Confirmable['rule']>, sources: readonly Weighed[]): Confirmable => ({
  offered: true,
  rule,
  missing: [],
  sourceIds: sources.map((s) => s.id),
});
