import type { Applicant, HOWS, Outcome, Want } from '../contract.ts';

export const wants: Record<Want, string> = {
  observer: 'observe',
  operator: 'answer the hotline',
  dispatcher: 'coordinate',
  verifier: 'check reports',
  canvasser: 'go door to door',
  firstaid: 'first aid',
  security: 'security',
  trainer: 'train others',
  other: 'something else',
};

export const sources: Record<NonNullable<Applicant['source']>, string> = {
  web: 'by the form',
  meeting: 'at a meeting',
  training: 'at a training',
  canvass: 'at their door',
  import: 'from a list',
  desk: 'at the desk',
};

export const hows: Record<(typeof HOWS)[number], string> = {
  phone: 'by telephone',
  video: 'by video',
  in_person: 'in person',
};

export const outcomes: Record<Outcome | 'given_back', string> = {
  met: '✓ met',
  not_now: 'not now',
  declined: 'declined',
  given_back: 'given back',
};

/** Minutes after which somebody has waited, and has waited too long, for the next step. */
const patience = [7 * 24 * 60, 21 * 24 * 60] as const;

/** An ally who has trained waits for nothing, nor does an active member. */
export const limitsOf = ({ state, kind }: Pick<Applicant, 'state' | 'kind'>) =>
  state === 'active' || (kind === 'ally' && state !== 'applied') ? {} : { limits: patience };

export const said = (list: readonly Want[]): string =>
  list.map((want) => wants[want]).join(', ') || 'not said';
