export { Finder, type Hit, worthAPart } from './rules/finder.ts';
export { type Facts, redFlags } from './rules/flags.ts';
export {
  ADDITIONS,
  FLOOD,
  FloodGauge,
  GUESSES,
  GuessGauge,
  likenessOf,
  neighboursOf,
  SURFACE,
} from './rules/flood.ts';
export { readLanguage } from './rules/languages.ts';
export { placeToOpen, wholeReport } from './rules/opened.ts';
export { TAKEN_IN_DRILL } from './rules/practice.ts';
export { plainReceipt, receiptWords, wordIndices } from './rules/receipt.ts';
export { docOf, finds, phonesIn, type Sought, soughtIn, wordsIn } from './rules/search.ts';
export { isPressing, mayMove, possible } from './rules/states.ts';
export {
  guessLanguage,
  keywordOf,
  nextQuestion,
  readFirstHand,
  readTense,
  refusesCall,
  soundsLikeSighting,
} from './rules/texts.ts';
