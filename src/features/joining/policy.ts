import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

const greeters = ['coordinator', 'admin', 'trainer'];

/** Chapters whose applicants an actor sees; null: all. An admin's are all, others' those of their grants. */
export function chaptersInSight(actor: Actor, roles: readonly string[] = greeters): string[] | null {
  const grants = actor.roles.filter(({ role }) => roles.includes(role));
  if (actor.kind === 'system') return null;
  if (grants.some(({ role, chapterId }) => role === 'admin' || chapterId === null)) return null;
  return grants.map(({ chapterId }) => chapterId!);
}

interface OfChapter {
  chapterId: string;
}
const within = (roles: readonly string[]) => (actor: Actor, subject: unknown) =>
  chaptersInSight(actor, roles)?.includes((subject as OfChapter).chapterId) ?? true;
const inSight = within(greeters);
const inCharge = within(['coordinator', 'admin']);

interface Taken extends OfChapter {
  /** Who has taken them, while somebody has. */
  greeterId: string | null;
}
const isTheirs = (actor: Actor, subject: unknown) =>
  inSight(actor, subject) && (subject as Taken).greeterId === actor.personId && actor.personId !== null;

/** Whoever greets is a person of the network, and nobody greets themselves. */
const isFree = (actor: Actor, subject: unknown) => {
  const { greeterId, personId } = subject as Taken & { personId: string };
  return (
    inSight(actor, subject) && greeterId === null && actor.personId !== null && actor.personId !== personId
  );
};

/** A trainer works for whom they have taken; a coordinator or an admin may step in. */
export const policy = [
  ...greeters.flatMap((role) => [
    ...allow(role, 'list', 'applicants'),
    ...allow(role, 'read', 'applicant', inSight),
    ...allow(role, 'take', 'applicant', isFree),
    ...allow(role, 'contact book note end release', 'applicant', isTheirs),
  ]),
  ...['coordinator', 'admin'].flatMap((role) => [
    ...allow(role, 'contact', 'applicant', inCharge),
    ...allow(role, 'release', 'applicant', (actor, subject) => {
      return inCharge(actor, subject) && (subject as Taken).greeterId !== null;
    }),
    ...allow(role, 'list', 'likenesses'),
    ...allow(role, 'merge', 'likeness', inCharge),
  ]),
];
