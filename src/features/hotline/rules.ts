export { type Facts, redFlags } from './rules/flags.ts';
export {
  ADDITIONS,
  FLOOD,
  FloodGauge,
  GUESSES,
  GuessGauge,
  SURFACE,
} from './rules/flood.ts';
export { placeToOpen, wholeReport } from './rules/opened.ts';
export { plainReceipt, receiptWords, wordIndices } from './rules/receipt.ts';
export { mayMove, possible } from './rules/states.ts';
export {
  guessLanguage,
  keywordOf,
  nextQuestion,
  readFirstHand,
  readTense,
  soundsLikeSighting,
} from './rules/texts.ts';
