import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

/** Nobody certifies themselves. */
const isOther = (actor: Actor, subject: unknown) =>
  (subject as { personId: string }).personId !== actor.personId;

export const policy = [
  ...allow('member', 'read', 'ownCertificate'),
  ...['trainer', 'coordinator', 'admin'].flatMap((role) =>
    allow(role, 'issue revoke', 'certificate', isOther),
  ),
];
