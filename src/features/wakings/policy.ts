import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

/** Whose test pages somebody sees: coordinators those of their chapters, admins all (null). */
export function chaptersInSight(actor: Actor): string[] | null {
  const grants = actor.roles.filter(({ role }) => role === 'coordinator' || role === 'admin');
  if (grants.some(({ role, chapterId }) => role === 'admin' || chapterId === null)) return null;
  return grants.map(({ chapterId }) => chapterId!);
}

export const policy = [
  ...allow('member', 'read choose test hear', 'own waking'),
  ...['coordinator', 'admin'].flatMap((role) => allow(role, 'read', 'wakings')),
];
