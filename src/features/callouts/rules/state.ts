import type { Action, Manner, Purpose, State, Waits } from '../contract.ts';

/** What decides which steps are open to a person. */
export interface Standing {
  state: State;
  purpose: Purpose;
  conductRead: boolean;
  /** A stand-down that this person has not acknowledged. */
  standDownPending: boolean;
  /** Nobody is wanted any more: the incident is over or everyone was stood down. */
  over: boolean;
  /** Why they may not set off yet. */
  waits: Waits | null;
}

/** From yes until they have left: these hold a seat. */
export const SEATED = ['accepted', 'en_route', 'on_scene'] as const;
/** A yes from here takes a seat, if there is one. */
export const MAY_ACCEPT: readonly State[] = ['asked', 'no_answer', 'declined', 'reserve', 'released'];

export const isSeated = (state: State): boolean => (SEATED as readonly State[]).includes(state);
/** Goes, or went and was there: counts among those that a call-out wanted. Who turned round on the way does not. */
export const takesPart = ({ state, onSceneAt }: { state: State; onSceneAt: Date | null }): boolean =>
  isSeated(state) || (state === 'departed' && onSceneAt !== null);

const isGoing = (state: State) => state === 'en_route' || state === 'on_scene';

const allowed: Record<Action, (s: Standing) => boolean> = {
  answer: ({ state, over }) =>
    !over && (MAY_ACCEPT.includes(state) || state === 'accepted' || state === 'en_route'),
  conduct: (s) => s.state === 'accepted' && !s.conductRead && !s.standDownPending,
  'en-route': (s) => s.state === 'accepted' && s.conductRead && !s.standDownPending && !s.waits,
  'on-scene': (s) =>
    (s.state === 'en_route' || (s.state === 'accepted' && !s.waits)) && s.conductRead && !s.standDownPending,
  'check-in': ({ state }) => isGoing(state),
  'told-to-move': ({ state }) => isGoing(state) || state === 'departed',
  note: ({ state }) => isSeated(state) || state === 'departed',
  picture: ({ state }) => isGoing(state) || state === 'departed',
  finding: ({ state, purpose }) => purpose === 'verify' && (state === 'on_scene' || state === 'departed'),
  depart: ({ state }) => isGoing(state),
  debrief: ({ state }) => state === 'departed',
  emergency: ({ state }) => isSeated(state) || state === 'departed',
  'stand-down-ack': (s) => s.standDownPending,
  need: ({ state }) => isSeated(state),
};

/** What decides whether one who said yes may set off. */
export interface Company {
  state: State;
  purpose: Purpose;
  manner: Manner;
  /** Others with a seat at the same incident. */
  others: number;
  /** A dispatcher's word: may go alone and wait at the meet point. */
  mayWait: boolean;
  isConfirmed: boolean;
}

/**
 * Nobody observes what is being checked anew, and nobody sets off alone but to a vantage point. Who has set off and
 * then is alone is another thing: the desk is alarmed.
 */
export function waitsFor({ state, purpose, manner, others, mayWait, isConfirmed }: Company): Waits | null {
  if (purpose !== 'verify' && !isConfirmed) return 'check';
  return manner === 'pair' && others === 0 && !mayWait && !isGoing(state) ? 'partner' : null;
}

/** Whether a step is open. Yes and no are one step; what they lead to is decided with the seats. */
export const mayAct = (action: Action, standing: Standing): boolean => allowed[action](standing);

export const openActions = (standing: Standing): Action[] =>
  (Object.keys(allowed) as Action[]).filter((action) => mayAct(action, standing));

/** Where a step leads; the others leave the state as it is. */
export function stateAfter(action: Action, state: State): State {
  if (action === 'en-route') return 'en_route';
  if (action === 'on-scene') return 'on_scene';
  if (action === 'depart') return 'departed';
  if (action !== 'stand-down-ack') return state;
  // Who has not arrived turns round with the acknowledgement; who is there says when they have left.
  if (state === 'accepted') return 'released';
  return state === 'en_route' ? 'departed' : state;
}

/** Where a no leads. Who is on the scene does not decline: they leave, and say so. Null: not possible. */
export const stateAfterNo = (state: State): State | null =>
  MAY_ACCEPT.includes(state) || state === 'accepted' || state === 'en_route' ? 'declined' : null;

/**
 * When an act happened: as the phone says, where that is possible. A phone's clock may be wrong, so it is held
 * between the ask and now instead of refused.
 */
export function happenedAt(said: Date | null, now: Date, notBefore: Date): Date {
  if (!said || said > now) return now;
  return said < notBefore ? notBefore : said;
}

/** The next check-in: an interval after the last word, with two minutes' grace for what comes late from offline. */
export const nextCheckIn = (heardAt: Date, now: Date, intervalMinutes: number): Date =>
  new Date(Math.max(heardAt.getTime() + intervalMinutes * 60_000, now.getTime() + 2 * 60_000));

/** How the response of an incident follows from its people and its open call-outs. */
export function responseOf(
  states: readonly State[],
  openCallouts: number,
): 'none' | 'called_out' | 'responding' | 'watching' {
  if (states.includes('on_scene')) return 'watching';
  if (states.includes('en_route')) return 'responding';
  return openCallouts > 0 || states.includes('accepted') ? 'called_out' : 'none';
}
