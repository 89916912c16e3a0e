export { freeCode, partFor } from './rules/code.ts';
export {
  eligible,
  etaMinutes,
  furthestM,
  type Need,
  REST_HOURS,
  type Responder,
  WEEKLY_ASKS,
} from './rules/eligible.ts';
export { readEmergency, readFinding } from './rules/finding.ts';
export { lineFor } from './rules/manner.ts';
export {
  type Claim,
  type Claimed,
  freePlaces,
  PLACE_RADIUS_M,
  PLACES,
  type Place,
  type Seat,
  seatInOrder,
} from './rules/place.ts';
export {
  acceptanceOf,
  type Candidate,
  type Plan,
  type PlanInput,
  planAlerts,
  rested,
  stillToCome,
  worthOfSilence,
} from './rules/plan.ts';
export { wentThrough, whoLed } from './rules/practice.ts';
export { lateStep, SET_OFF, setOffDue } from './rules/set-off.ts';
export {
  type Company,
  happenedAt,
  isSeated,
  MAY_ACCEPT,
  mayAct,
  nextCheckIn,
  openActions,
  responseOf,
  SEATED,
  type Standing,
  stateAfter,
  stateAfterNo,
  takesPart,
  waitsFor,
} from './rules/state.ts';
