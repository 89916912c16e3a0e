import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

const planners = ['coordinator', 'trainer', 'admin'];
const desk = ['operator', 'dispatcher', 'coordinator', 'trainer', 'legal', 'counsel', 'admin'];

interface Subject {
  chapterId: string | null;
  /** Who helps at this one. */
  helpers?: readonly string[];
}

/** What is the whole network's is any planner's; what is a chapter's is its own planners'. */
const ofTheirs = (role: string) => (actor: Actor, subject: unknown) => {
  const { chapterId } = subject as Subject;
  const own = actor.roles.filter((r) => r.role === role).map((r) => r.chapterId);
  return own.length > 0 && (chapterId === null || own.includes(null) || own.includes(chapterId));
};

const isHelper = (actor: Actor, subject: unknown) =>
  !!(subject as Subject).helpers?.includes(actor.personId ?? '');

/** Reading is the desk's and, of what is theirs, the members'; a helper does at one meeting what a planner does. */
export const policy = [
  ...allow('member', 'read answer', 'ownMeeting'),
  ...allow('member', 'read run door count', 'meeting', isHelper),
  ...desk.flatMap((role) => [...allow(role, 'read', 'meeting'), ...allow(role, 'list', 'meetings')]),
  ...planners.flatMap((role) => [
    ...allow(role, 'plan', 'meetings'),
    ...allow(role, 'plan run door count', 'meeting', ofTheirs(role)),
  ]),
  ...['operator', 'dispatcher'].flatMap((role) => allow(role, 'door', 'meeting')),
  ...['coordinator', 'admin'].flatMap((role) => allow(role, 'read write', 'press')),
];
