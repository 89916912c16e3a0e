import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

/** What is the whole network's is any coordinator's; what is a chapter's is its own coordinator's. */
const ofOwnChapter = (actor: Actor, subject: unknown) => {
  const { chapterId } = subject as { chapterId: string | null };
  const own = actor.roles.filter((r) => r.role === 'coordinator').map((r) => r.chapterId);
  return chapterId === null || own.includes(null) || own.includes(chapterId);
};

/** Who was there how long is the chapter's coordinator's; of everyone only who coordinates everything. */
const isOwnChapter = (actor: Actor, subject: unknown) => {
  const { chapterId } = subject as { chapterId: string | null };
  const own = actor.roles.filter((r) => r.role === 'coordinator').map((r) => r.chapterId);
  return own.includes(null) || (chapterId !== null && own.includes(chapterId));
};

/** Who is on shift is the desk's to know: to a member it would be a list of call signs. */
export const policy = [
  ...allow('member', 'read take', 'ownShift'),
  ...['operator', 'dispatcher', 'coordinator', 'legal', 'counsel', 'admin'].flatMap((role) =>
    allow(role, 'read', 'shift'),
  ),
  ...['operator', 'dispatcher', 'coordinator'].flatMap((role) => allow(role, 'follow', 'rota')),
  ...allow('coordinator', 'read set', 'rota'),
  ...allow('admin', 'read set', 'rota'),
  ...allow('coordinator', 'read', 'hours', isOwnChapter),
  ...allow('admin', 'read', 'hours'),
  ...allow('coordinator', 'plan', 'slot', ofOwnChapter),
  ...allow('admin', 'plan', 'slot'),
];
