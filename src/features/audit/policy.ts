import { allow } from '../../platform/policy.ts';

export const policy = [
  ...allow('admin', 'read check prove', 'log'),
  ...allow('admin', 'read retry', 'stuckEvent'),
];
