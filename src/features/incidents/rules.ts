export { isPrivateAddress, localHour, lureSigns } from './rules/lure.ts';
export { type Candidate, type Matched, matchSighting, type Sighting, WEIGHTS } from './rules/match.ts';
export {
  type ConfirmationRule,
  confirmable,
  isFounded,
  mayRespond,
  mayVerify,
  stateOfFinding,
  verificationPath,
  type Weighed,
  WITHDRAWN,
} from './rules/verification.ts';
export { sharedWords, tokens } from './rules/words.ts';
