import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

/** Chapters for which somebody may make teams; null: any, and the whole network. */
export function chaptersOf(actor: Actor): string[] | null {
  const grants = actor.roles.filter(({ role }) => role === 'coordinator' || role === 'admin');
  if (grants.some(({ role, chapterId }) => role === 'admin' || chapterId === null)) return null;
  return grants.map(({ chapterId }) => chapterId!);
}

/** A chapter's teams are its coordinator's; the network's are of who coordinates everything. */
const ofOwnChapter = (actor: Actor, team: unknown) => {
  const { chapterId } = team as { chapterId: string | null };
  const own = chaptersOf(actor);
  return own === null || (chapterId !== null && own.includes(chapterId));
};

export const policy = [
  ...['operator', 'dispatcher', 'coordinator', 'trainer', 'admin'].flatMap((role) => [
    ...allow(role, 'read', 'teams'),
    ...allow(role, 'find ask', 'need'),
  ]),
  ...['coordinator', 'admin'].flatMap((role) =>
    allow(role, 'make change end list decide thank', 'team', ofOwnChapter),
  ),
  ...allow('member', 'read join leave choose answer', 'ownTeams'),
];
