import { type Allow, allow } from '../../platform/policy.ts';

export const policy: Allow[] = ['trainer', 'coordinator', 'admin'].flatMap((role) =>
  allow(role, 'issue revoke', 'certificate'),
);
