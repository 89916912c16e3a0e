import { allow } from '../../platform/policy.ts';

export const policy = allow('member', 'read', 'shift');
