import { allow } from '../../platform/policy.ts';

/** Who is on shift is the desk's to know: to a member it would be a list of call signs. */
export const policy = ['operator', 'dispatcher', 'coordinator', 'legal', 'counsel', 'admin'].flatMap((role) =>
  allow(role, 'read', 'shift'),
);
