export { acknowledge, decline } from './commands/acknowledge.ts';
export { checkAlways, mustNotBeAlwaysThere, nameAlways, readAlways } from './commands/always.ts';
export { coarsenPages, escalate, settle, type Waiting, whoHas } from './commands/escalate.ts';
export { heldBy, passHeld } from './commands/pass.ts';
export { listPolicies, previewPolicy, savePolicy } from './commands/policies.ts';
export { listEscalations, myPages, readEscalation } from './commands/read.ts';
export { lookAtRota, watchRota } from './commands/rota.ts';
export { stepDue, takeSteps } from './commands/step.ts';
export { stopWaking } from './commands/wake.ts';
