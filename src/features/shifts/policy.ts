import { type Allow, allow } from '../../platform/policy.ts';

export const policy: Allow[] = ['operator', 'dispatcher', 'coordinator', 'legal', 'counsel', 'admin'].flatMap(
  (role) => allow(role, 'read', 'shift'),
);
