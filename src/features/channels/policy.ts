import { allow } from '../../platform/policy.ts';

export const policy = [
  ...allow('operator', 'read', 'deliveries'),
  ...allow('dispatcher', 'read', 'deliveries'),
  ...allow('coordinator', 'read', 'deliveries'),
  ...allow('admin', 'read', 'deliveries'),
];
