import { type Allow, allow } from '../../platform/policy.ts';

export const policy: Allow[] = allow('legal', 'read take close', 'intake');
