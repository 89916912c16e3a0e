export { answer, handOver, hangUp, hold, resume } from './commands/answer.ts';
export { carry } from './commands/carry.ts';
export { bindReport, detail, list, log, setPresence } from './commands/desk.ts';
export { arrive, hungUp, proceed, type Said } from './commands/flow.ts';
export { answerLeg, legOver } from './commands/legs.ts';
export { dropPrompt, prompts, savePrompt, soundAt } from './commands/prompts.ts';
export { sweep } from './commands/sweep.ts';
export { onWall } from './commands/wall.ts';
