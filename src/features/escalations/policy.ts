import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

interface Subject {
  restricted: boolean;
  /** Who was paged to look after it; and who was asked to take the shift themselves, which is another thing. */
  paged: readonly string[];
  asked: readonly string[];
}

const isOpen = (_: Actor, escalation: unknown) => !(escalation as Subject).restricted;
const isLegal = (_: Actor, escalation: unknown) => (escalation as Subject).restricted;
const wasPaged = (actor: Actor, escalation: unknown) =>
  (escalation as Subject).paged.includes(actor.personId ?? '');
const wasTold = (actor: Actor, escalation: unknown) =>
  wasPaged(actor, escalation) || (escalation as Subject).asked.includes(actor.personId ?? '');

/** A coordinator of a chapter sets the plans of that chapter alone. */
const ofOwnChapter = (actor: Actor, of: unknown) => {
  const grants = actor.roles.filter((r) => r.role === 'coordinator');
  const { chapterId } = of as { chapterId: string | null };
  return grants.some((g) => g.chapterId === null || g.chapterId === chapterId);
};

export const policy = [
  ...['operator', 'dispatcher', 'coordinator', 'admin'].flatMap((role) => [
    ...allow(role, 'list', 'escalation'),
    ...allow(role, 'read acknowledge', 'escalation', isOpen),
  ]),
  ...allow('legal', 'list', 'escalation'),
  ...allow('legal', 'read acknowledge', 'escalation', isLegal),
  ...allow('member', 'list', 'ownPage'),
  ...allow('member', 'read decline', 'escalation', wasTold),
  ...allow('member', 'acknowledge', 'escalation', wasPaged),
  ...['operator', 'dispatcher', 'legal', 'coordinator', 'admin'].flatMap((role) =>
    allow(role, 'read', 'escalationPolicy'),
  ),
  ...allow('coordinator', 'set', 'escalationPolicy', ofOwnChapter),
  ...allow('admin', 'set', 'escalationPolicy'),
  ...allow('admin', 'name', 'alwaysThere'),
];
