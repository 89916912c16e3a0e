export { acknowledge, decline } from './commands/acknowledge.ts';
export { mustNotBeAlwaysThere, nameAlways, readAlways } from './commands/always.ts';
export { escalate, settle, type Waiting, whoHas } from './commands/escalate.ts';
export { listPolicies, previewPolicy, savePolicy } from './commands/policies.ts';
export { listEscalations, myPages, readEscalation } from './commands/read.ts';
export { stepDue, takeSteps } from './commands/step.ts';
export { stopWaking } from './commands/wake.ts';
