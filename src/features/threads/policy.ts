import { allow } from '../../platform/policy.ts';

export const policy = [
  ...allow('operator', 'read reply mark assign', 'thread'),
  ...allow('dispatcher', 'read reply mark assign', 'thread'),
  ...allow('coordinator', 'read', 'thread'),
  ...allow('operator', 'read call', 'callback'),
  ...allow('dispatcher', 'read call', 'callback'),
  ...allow('coordinator', 'read', 'callback'),
];
