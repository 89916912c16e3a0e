import type { Finding, Missing, Response, RuleMet, Says, Verification } from '../contract.ts';

export const verifications: Record<Verification, string> = {
  unverified: 'unverified',
  checking: 'checking',
  confirmed: 'confirmed',
  not_confirmed: 'not confirmed',
};

export const responses: Record<Response, string> = {
  none: 'nobody sent',
  called_out: 'called out',
  responding: 'on the way',
  watching: 'on scene',
  concluded: 'concluded',
};

export const findings: { id: Finding; label: string; hint?: string }[] = [
  { id: 'confirmed', label: 'Confirmed' },
  { id: 'nothing_there', label: 'Nothing there' },
  { id: 'other_agency', label: 'Another agency', hint: 'Something is there, but not what this line is for' },
  { id: 'cannot_tell', label: 'Cannot tell' },
];

export const findingWord = (finding: Finding) =>
  findings.find(({ id }) => id === finding)!.label.toLowerCase();

/** What "confirm" still wants, as a thing to get. */
export const missing: Record<Missing, string> = {
  verifier: 'a trained verifier’s eyes on the scene',
  first_hand: 'somebody who saw it themselves',
  independent: 'a second, independent source',
  picture: 'a picture from one of them',
};

export const rules: Record<RuleMet, string> = {
  verifier_on_scene: 'a trained verifier saw it on the scene',
  independent_sources: 'independent first-hand sources agree, with a picture',
};

export const says: Record<Says, string> = {
  seen: 'saw it',
  nothing: 'saw nothing',
  other_agency: 'saw another agency',
  cannot_tell: 'could not tell',
};
