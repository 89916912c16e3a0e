import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

/** Nobody certifies themselves. */
const isOther = (actor: Actor, subject: unknown) =>
  (subject as { personId: string }).personId !== actor.personId;

const keepers = ['trainer', 'coordinator', 'admin'];

/** The chapters whose sessions somebody plans and looks after; null: all. */
export function chaptersToTeach(actor: Actor): string[] | null {
  if (actor.kind === 'system') return null;
  const grants = actor.roles.filter(({ role }) => keepers.includes(role));
  return grants.some((g) => g.role === 'admin' || g.chapterId === null)
    ? null
    : grants.map((g) => g.chapterId!);
}

const inTheirs = (actor: Actor, subject: unknown) =>
  chaptersToTeach(actor)?.includes((subject as { chapterId: string }).chapterId) ?? true;

/** Whoever teaches a session stands at its door, whatever else they are. */
const teachesIt = (actor: Actor, subject: unknown) =>
  (subject as { trainers: { personId: string }[] }).trainers.some((t) => t.personId === actor.personId);

/** Whoever leads or co-teaches it, certified as a trainer; who only learns to teach credits nobody. */
const teachesAsTrainer = (actor: Actor, subject: unknown) =>
  (subject as { trainers: { personId: string; part: string }[] }).trainers.some(
    (t) => t.personId === actor.personId && t.part !== 'apprentice',
  );

const isOtherOfTheirs = (actor: Actor, subject: unknown) =>
  isOther(actor, subject) && inTheirs(actor, subject);

export const policy = [
  ...allow('member', 'take', 'course'),
  ...allow('member', 'check', 'card'),
  ...allow('member', 'read', 'ownCertificate'),
  ...allow('member', 'read register', 'ownTraining'),
  ...allow('member', 'roster door close', 'session', teachesIt),
  ...keepers.flatMap((role) => [
    ...allow(role, 'issue revoke', 'certificate', isOther),
    ...allow(role, 'list', 'session'),
    ...allow(role, 'plan change cancel close roster door', 'session', inTheirs),
    ...allow(role, 'read pair', 'apprentice'),
    ...allow(role, 'read', 'training'),
    ...allow(role, 'credit', 'training', isOtherOfTheirs),
  ]),
  ...allow('trainer', 'credit', 'session', teachesAsTrainer),
  ...allow('coordinator', 'credit', 'session', inTheirs),
  ...allow('admin', 'credit', 'session'),
  ...keepers.flatMap((role) => allow(role, 'credit', 'attendee', isOther)),
  ...allow('trainer', 'assess', 'apprentice', isOther),
];
