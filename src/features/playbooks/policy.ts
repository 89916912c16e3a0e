import { allow } from '../../platform/policy.ts';

/** Many may stop; only counsel starts again. */
export const policy = [
  ...allow('counsel', 'set lift', 'stop'),
  ...allow('coordinator', 'set', 'stop'),
  ...allow('admin', 'set', 'stop'),
  ...allow('admin', 'save', 'playbook'),
  ...allow('counsel', 'sign', 'rulePack'),
];
