import { allow } from '../../platform/policy.ts';

/** Everyone at the desk may see how many messages wait. */
const desk = ['operator', 'dispatcher', 'coordinator', 'legal', 'counsel', 'admin'];

export const policy = [
  ...desk.flatMap((role) => allow(role, 'read', 'deliveries')),
  ...allow('dispatcher', 'read send', 'delivery'),
  ...allow('coordinator', 'read', 'delivery'),
  ...allow('admin', 'read send cap', 'delivery'),
];
