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

interface Removable {
  id: string;
  state: string;
  chapterId: string;
  roles: string[];
}

/** Nobody removes themselves, so that there is always an admin left. */
const isAnother = (actor: Actor, person: unknown) => {
  const { id, state } = person as Removable;
  return id !== actor.personId && state !== 'left';
};

/** An admin is removed by an admin only. */
const isAnotherOfTheirs = (actor: Actor, person: unknown) =>
  isAnother(actor, person) && inOwnChapter(actor, person) && !(person as Removable).roles.includes('admin');

interface Export {
  by: string;
  chapterId: string | null;
}

/** Who may see every row of it: a coordinator of one chapter decides about that chapter's export only. */
export const coversExport = (actor: Actor, { chapterId }: { chapterId: string | null }) => {
  if (actor.roles.some((r) => r.role === 'admin')) return true;
  const own = chaptersOf(actor, 'coordinator');
  return own === null || (chapterId !== null && own.includes(chapterId));
};

const isAskedByAnother = (actor: Actor, asked: unknown) =>
  (asked as Export).by !== actor.personId && coversExport(actor, asked as Export);

const isAskedByMe = (actor: Actor, asked: unknown) =>
  (asked as Export).by === actor.personId && coversExport(actor, asked as Export);

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

const isOwnVouch = (actor: Actor, vouch: unknown) =>
  actor.personId !== null && (vouch as { by: string | null }).by === actor.personId;

/** An admin takes back what others gave to others. */
const isOfOthers = (actor: Actor, vouch: unknown) =>
  (vouch as { personId: string }).personId !== actor.personId;

/** Being admin opens no sealed words: an admin suspends, others read why and review. */
export const policy = [
  ...allow('member', 'read change sign leave', 'self'),
  ...allow('member', 'show', 'vouchCode'),
  ...allow('member', 'give', 'vouch'),
  ...allow('member', 'withdraw', 'vouch', isOwnVouch),
  ...allow('admin', 'withdraw', 'vouch', isOfOthers),
  ...['coordinator', 'counsel'].flatMap((role) => allow(role, 'open', 'vouch')),
  ...allow('admin', 'see read', 'standing'),
  ...allow('coordinator', 'see', 'standing'),
  ...allow('coordinator', 'read', 'standing', inOwnChapter),
  ...allow('admin', 'read handle', 'vouchFlag'),
  ...['admin', 'coordinator'].flatMap((role) => allow(role, 'read', 'unsigned')),
  ...['operator', 'dispatcher', 'legal'].flatMap((role) => allow(role, 'search read', 'person')),
  ...allow('admin', 'search read name suspend activate', 'person'),
  ...allow('admin', 'remove', 'person', isAnother),
  ...allow('coordinator', 'search', 'person'),
  ...allow('coordinator', 'read name suspend activate', 'person', inOwnChapter),
  ...allow('coordinator', 'remove', 'person', isAnotherOfTheirs),
  ...['coordinator', 'admin'].flatMap((role) => [
    ...allow(role, 'read', 'personName'),
    ...allow(role, 'list ask', 'export'),
    ...allow(role, 'decide', 'export', isAskedByAnother),
    ...allow(role, 'take', 'export', isAskedByMe),
  ]),
  ...allow('admin', 'read handle', 'peopleAlarm'),
  ...allow('admin', 'list make', 'canary'),
  ...allow('coordinator', 'read close', 'complaint'),
  ...allow('counsel', 'read close', 'complaint'),
  ...allow('coordinator', 'list open', 'suspension'),
  ...allow('counsel', 'list open', 'suspension'),
  ...allow('admin', 'list', 'suspension'),
  ...allow('coordinator', 'review', 'suspension', isOther),
  ...allow('counsel', 'review', 'suspension', isOther),
];
