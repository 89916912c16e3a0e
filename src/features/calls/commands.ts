export { carry } from './commands/carry.ts';
export { answer, detail, hangUp, list } from './commands/desk.ts';
export { arrive, hungUp, proceed } from './commands/flow.ts';
export { answerLeg, legOver } from './commands/legs.ts';
export { sweep } from './commands/sweep.ts';
