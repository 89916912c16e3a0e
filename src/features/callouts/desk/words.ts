import type { Assignment, Finding, Purpose, Reason, StandDownReason, State, Waits } from '../contract.ts';

/** Each state by a shape and a word. */
export const states: Record<State, { shape: string; word: string }> = {
  asked: { shape: '○', word: 'asked' },
  accepted: { shape: '◐', word: 'said yes' },
  declined: { shape: '–', word: 'said no' },
  no_answer: { shape: '–', word: 'no answer' },
  reserve: { shape: '◌', word: 'in reserve' },
  released: { shape: '–', word: 'released' },
  en_route: { shape: '◑', word: 'on the way' },
  on_scene: { shape: '●', word: 'on scene' },
  departed: { shape: '✓', word: 'has left' },
};

/** Why somebody who said yes has not set off yet. */
export const waits: Record<Waits, string> = {
  partner: 'waits for a partner',
  check: 'waits: checked once more',
};

/** Yes was said and they have not left. */
export const isOut = ({ state }: Pick<Assignment, 'state'>) =>
  state === 'accepted' || state === 'en_route' || state === 'on_scene';

export const purposes: Record<Purpose, string> = {
  verify: 'Verifiers',
  observe: 'Observers',
  relief: 'Relief',
};

export const standDownReasons: { id: StandDownReason; label: string }[] = [
  { id: 'over', label: 'It is over' },
  { id: 'not_needed', label: 'Not needed any more' },
  { id: 'false_alarm', label: 'It was a false alarm' },
  { id: 'unsafe', label: 'It is not safe' },
];

export const standDownWord = (reason: StandDownReason) =>
  standDownReasons.find(({ id }) => id === reason)?.label.toLowerCase() ??
  (reason === 'counsel' ? 'counsel has stopped call-outs' : 'an emergency');

export const findings: Record<Finding, string> = {
  confirmed: 'confirms it',
  nothing_there: 'found nothing there',
  other_agency: 'found another agency',
  cannot_tell: 'cannot tell',
};

/** Why people near are not asked: so many of them … */
export const reasons: Record<Reason, string> = {
  not_active: 'not an active member',
  no_certificate: 'no current certificate',
  no_agreement: 'conduct agreement not signed',
  no_vouches: 'too few vouches',
  not_available: 'not available at this hour',
  out: 'already out',
  asked_elsewhere: 'asked for another call-out',
  resting: 'resting',
  asked_enough: 'asked often enough this week',
  language: 'other languages',
  too_far: 'too far away',
};
