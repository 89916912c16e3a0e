export {
  FINDINGS,
  type Finding,
  MANNERS,
  type Manner,
  Meet,
  MeetWish,
  PURPOSES,
  type Purpose,
  REASONS,
  type Reason,
  STAND_DOWN_REASONS,
  STATES,
  type StandDownReason,
  type State,
  WAITS,
  type Waits,
} from './contract/common.ts';
export * from './contract/desk.ts';
export * from './contract/field.ts';
export * from './contract/shapes.ts';
