import { allow } from '../../platform/policy.ts';

/** Who may have a member key: those who read what is sealed, and those who sign. Whoever has one may propose; admins sign. */
export const policy = [
  ...['operator', 'dispatcher', 'coordinator', 'legal', 'counsel', 'admin'].flatMap((role) =>
    allow(role, 'read make propose', 'key'),
  ),
  ...allow('admin', 'sign', 'key'),
];
