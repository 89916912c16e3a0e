export {
  afterChallenge,
  afterLanguage,
  afterMenu,
  afterWaiting,
  FLOOD,
  GROUPS,
  longestMessage,
  type Move,
  outcomeOf,
  RING,
  ROUNDS,
} from './rules/flow.ts';
export { histogram, type Slot, summary } from './rules/log.ts';
export { isSolution, PUZZLE, type Puzzle, triedText } from './rules/puzzle.ts';
export { BROWSER, digitsOf, fingerprintOf, isHeard, toOffer } from './rules/web.ts';
