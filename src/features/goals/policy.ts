import { allow } from '../../platform/policy.ts';

/** Counts of every chapter, nobody's name: whoever plans trainings has to see where the road is narrow. */
export const policy = [
  ...['coordinator', 'trainer', 'admin'].flatMap((role) => allow(role, 'read', 'goals')),
  ...allow('admin', 'set', 'goals'),
];
