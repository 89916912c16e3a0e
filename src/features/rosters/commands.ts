export { carryOut } from './commands/carry-out.ts';
export {
  askForLook,
  changeChannel,
  endChannel,
  freeGroups,
  linkGroup,
  listChannels,
  makeChannel,
} from './commands/channels.ts';
export { followRemoved } from './commands/expel.ts';
export { lookAround } from './commands/looks.ts';
export { myChannels, returnTo } from './commands/mine.ts';
export { applyPlan, approvePlan, dropPlan, makePlan } from './commands/plans.ts';
export { readChannel } from './commands/read.ts';
export { answerFor, answerMine, claimer, safetyDue } from './commands/safety.ts';
