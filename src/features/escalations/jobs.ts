import type { Loop } from '../../platform/jobs/index.ts';
import { stepDue, stopWaking } from './commands.ts';

export const loops: Loop[] = [{ name: 'escalations.step', run: stepDue, stop: stopWaking }];
