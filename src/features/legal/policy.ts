import { allow } from '../../platform/policy.ts';

/** Nobody but the legal desk: not the desk, and not an admin. */
export const policy = [...allow('legal', 'read take write return close', 'intake')];
