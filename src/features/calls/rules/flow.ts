import type { CallState, Choice, Line, Why } from '../contract.ts';

/** Seconds: one round of ringing, a member's phone in it, and between two words to who waits. */
export const RING = { roundSeconds: 45, phoneSeconds: 30, waitSeconds: 12 };

/** So many rounds: who is on shift, then who stands behind them. After that a message is taken. */
export const ROUNDS = 2;

/** Who is rung, by line and round. */
export const GROUPS: Record<Line, readonly (readonly string[])[]> = {
  desk: [['operator'], ['dispatcher']],
  legal: [['legal'], []],
};

/** More calls than this by telephones that are not known to be good is a flood. */
export const FLOOD = { most: 20, minutes: 10 };

/** The longest message that is taken, in seconds. */
export const longestMessage = 180;

/** A prompt is said so often; then the caller goes on without a choice. */
const mostTries = 3;

export interface Place {
  state: CallState;
  language: string;
  choice: Choice | null;
  line: Line;
  tries: number;
}
export interface Move extends Partial<Place> {
  why?: Why;
}

const choices: Record<string, Choice> = {
  1: 'now',
  2: 'before',
  3: 'detained',
  4: 'rights',
  0: 'message',
};

/** The network's languages by the keys that choose them. */
export function afterLanguage(
  call: Place & { proven: boolean },
  digits: string | null,
  languages: readonly string[],
): Move {
  const chosen = languages[Number(digits ?? 0) - 1];
  const state = call.proven ? 'menu' : 'challenge';
  if (chosen) return { state, language: chosen, tries: 0 };
  return call.tries + 1 < mostTries ? { tries: call.tries + 1 } : { state, tries: 0 };
}

/** Two digits, heard and pressed: what dials by itself does neither. After three wrong ones a message is taken. */
export function afterChallenge(call: Place, digits: string | null, wanted: string): Move {
  if (digits === wanted) return { state: 'menu', tries: 0 };
  return call.tries + 1 < mostTries
    ? { tries: call.tries + 1 }
    : { state: 'message', why: 'unproven', tries: 0 };
}

/** A wrong key or none: said again, twice; then somebody is called all the same. */
export function afterMenu(call: Place, digits: string | null): Move {
  const choice = choices[digits ?? ''];
  if (choice === 'rights') return { state: 'rights', choice, tries: 0 };
  if (choice === 'message') return { state: 'message', choice, why: 'chosen', tries: 0 };
  if (choice) return { state: 'waiting', choice, line: choice === 'detained' ? 'legal' : 'desk', tries: 0 };
  return call.tries + 1 < mostTries ? { tries: call.tries + 1 } : { state: 'waiting', tries: 0 };
}

/** Zero leaves a message at any time; anything else waits on. */
export const afterWaiting = (digits: string | null): Move =>
  digits === '0' ? { state: 'message', why: 'chosen' } : {};

/** Who speaks with nobody and leaves nothing. */
export const outcomeOf = (call: { queuedAt: Date | null; choice: Choice | null }) =>
  call.queuedAt
    ? ('abandoned' as const)
    : call.choice === 'rights'
      ? ('rights' as const)
      : ('cut_off' as const);
