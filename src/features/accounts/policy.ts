import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

/** Nobody gives themselves a role: being admin opens no sealed record, and must not become the way to one. */
const isOther = (actor: Actor, accountId: unknown) => actor.id !== accountId;

export const policy = [
  ...allow('admin', 'read', 'roles'),
  ...allow('admin', 'give', 'role', isOther),
  ...allow('admin', 'end', 'role'),
  ...allow('admin', 'make', 'invite', isOther),
  ...allow('admin', 'end', 'session'),
  ...allow('admin', 'read change', 'sign-in rules'),
];
