import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

/** Into which chapters somebody brings lists: coordinators into theirs, admins into all (null). */
export function ownChapters(actor: Actor): string[] | null {
  const grants = actor.roles.filter(({ role }) => role === 'coordinator' || role === 'admin');
  if (grants.some(({ role, chapterId }) => role === 'admin' || chapterId === null)) return null;
  return grants.map(({ chapterId }) => chapterId!);
}

const inOwnChapter = (actor: Actor, subject: unknown) =>
  ownChapters(actor)?.includes((subject as { chapterId: string }).chapterId) ?? true;

/** A group of Signal may be another chapter's: its numbers are an admin's to take. */
export const policy = [
  ...['coordinator', 'admin'].flatMap((role) => [
    ...allow(role, 'list', 'import'),
    ...allow(role, 'read start upload map apply undo drop decide', 'import', inOwnChapter),
    ...allow(role, 'set', 'oldChat', inOwnChapter),
  ]),
  ...allow('admin', 'list', 'oldChat'),
];
