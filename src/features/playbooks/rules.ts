import { type Branch, KEEPS_KIND_ONLY, type RulePack } from './contract.ts';

/** The distance that holds whatever a state allows, in feet. */
const leastDistanceFt = 25;

/**
 * The rules that hold: what counsel signed, never nearer than 25 ft. Where nobody signed, or the state is unknown, the
 * stricter of each rule, with all parties' consent to sound.
 */
export function packInForce(pack: RulePack | null, unknown: RulePack): RulePack {
  if (!pack) return strictest(unknown, unknown);
  if (!pack.signedAt) return strictest(pack, unknown);
  return { ...pack, distanceFt: Math.max(pack.distanceFt, leastDistanceFt) };
}

/** The notes are those of the unknown state: a note that allows what the strictest rule forbids must not stand beside it. */
const strictest = (pack: RulePack, unknown: RulePack): RulePack => ({
  ...pack,
  distanceFt: Math.max(pack.distanceFt, unknown.distanceFt, leastDistanceFt),
  audioConsent: 'all-party',
  notes: unknown.notes,
});

/** Whether such a call leaves its kind and nothing else. The rule stands before what a playbook says. */
export const keepsKindOnly = ({ kind, keeps }: Pick<Branch, 'kind' | 'keeps'>): boolean =>
  keeps === 'kind' || KEEPS_KIND_ONLY.includes(kind);
