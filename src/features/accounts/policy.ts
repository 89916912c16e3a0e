import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

/** An account as those who admit see it. */
export interface Admitted {
  accountId: string;
  /** Of its member; null where the account is nobody's. */
  chapterId: string | null;
  grants: { role: string; chapterId: string | null }[];
}
export interface Held {
  of: Pick<Admitted, 'accountId' | 'chapterId'>;
  grant: { role: string; chapterId: string | null };
}

/** Nobody gives themselves a role: being admin opens no sealed record, and must not become the way to one. */
const isOther = (actor: Actor, account: unknown) => actor.id !== (account as Admitted).accountId;

/** Whether a chapter is one that the actor coordinates; null is the whole network. */
const coordinates = ({ roles }: Actor, chapterId: string | null) =>
  roles.some((r) => r.role === 'coordinator' && (r.chapterId === null || r.chapterId === chapterId));

/** What a coordinator's link must not open: more than their own chapter, whatever it says there. */
const beyondChapters = ['admin', 'legal', 'counsel'];
/** What these see depends on whom they are sent to, not on a chapter. */
const anywhere = ['observer', 'verifier'];

const inChapter = (actor: Actor, account: unknown) => coordinates(actor, (account as Admitted).chapterId);

/** A link lets its maker in as well, so it is made only for who has no more than the coordinator's chapter. */
const isCovered = (actor: Actor, account: unknown) =>
  isOther(actor, account) &&
  inChapter(actor, account) &&
  (account as Admitted).grants.every(
    ({ role, chapterId }) =>
      anywhere.includes(role) || (!beyondChapters.includes(role) && coordinates(actor, chapterId)),
  );

const isOfChapter = (actor: Actor, held: unknown) => {
  const { of, grant } = held as Held;
  return (
    isOther(actor, of) &&
    inChapter(actor, of) &&
    coordinates(actor, grant.chapterId) &&
    !beyondChapters.includes(grant.role)
  );
};

export const policy = [
  ...allow('admin', 'look read', 'roles'),
  ...allow('admin', 'give', 'role', isOther),
  ...allow('admin', 'end', 'role'),
  ...allow('admin', 'make', 'invite', isOther),
  ...allow('admin', 'end', 'session'),
  ...allow('admin', 'read change', 'sign-in rules'),
  ...allow('coordinator', 'look', 'roles'),
  ...allow('coordinator', 'read', 'roles', inChapter),
  ...allow('coordinator', 'end', 'role', isOfChapter),
  ...allow('coordinator', 'make', 'invite', isCovered),
  ...allow('coordinator', 'end', 'session', isCovered),
];
