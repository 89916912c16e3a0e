import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

/** Chapters an actor holds a role in; null means all of them. */
export function chaptersOf(actor: Actor, role: string): string[] | null {
  const grants = actor.roles.filter((r) => r.role === role);
  if (grants.some((r) => r.chapterId === null)) return null;
  return grants.map((r) => r.chapterId!);
}

const inOwnChapter = (actor: Actor, person: unknown) =>
  chaptersOf(actor, 'coordinator')?.includes((person as { chapterId: string }).chapterId) ?? true;

interface Suspended {
  by: string;
  personId: string;
  decision: 'open' | 'upheld' | 'lifted';
  reviews: { by: string }[];
}

/** Neither who suspended nor who is suspended, and once only. */
const isOther = (actor: Actor, subject: unknown) => {
  const { by, personId, decision, reviews } = subject as Suspended;
  const me = actor.personId;
  return decision === 'open' && me !== by && me !== personId && !reviews.some((r) => r.by === me);
};

/** Being admin opens no sealed words: an admin suspends, others read why and review. */
export const policy = [
  ...allow('member', 'read change sign', 'self'),
  ...['operator', 'dispatcher', 'legal'].flatMap((role) => allow(role, 'list read', 'person')),
  ...allow('admin', 'list read suspend', 'person'),
  ...allow('coordinator', 'list', 'person'),
  ...allow('coordinator', 'read suspend', 'person', inOwnChapter),
  ...allow('coordinator', 'read close', 'complaint'),
  ...allow('counsel', 'read close', 'complaint'),
  ...allow('coordinator', 'list open', 'suspension'),
  ...allow('counsel', 'list open', 'suspension'),
  ...allow('admin', 'list', 'suspension'),
  ...allow('coordinator', 'review', 'suspension', isOther),
  ...allow('counsel', 'review', 'suspension', isOther),
];
