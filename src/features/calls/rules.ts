export {
  afterLanguage,
  afterMenu,
  afterWaiting,
  GROUPS,
  longestMessage,
  type Move,
  outcomeOf,
  RING,
  ROUNDS,
} from './rules/flow.ts';
