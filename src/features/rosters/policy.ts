import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';
import type { Rule } from './contract.ts';

/** A coordinator of a chapter looks after channels of that chapter alone. */
function inOwnChapters(actor: Actor, channel: unknown): boolean {
  const grants = actor.roles.filter(({ role }) => role === 'coordinator');
  if (grants.some(({ chapterId }) => chapterId === null)) return true;
  const { chapters } = (channel as { rule: Rule }).rule;
  return chapters.length > 0 && chapters.every((id) => grants.some(({ chapterId }) => chapterId === id));
}

interface Subject {
  rule: Rule;
  appliedBy: string | null;
}

/** The second is another than the first. */
const isSecond = (actor: Actor, plan: unknown) => (plan as Subject).appliedBy !== actor.personId;

interface Change {
  personId: string;
  chapterId: string;
}

/** Nobody answers for their own safety number at the desk. */
const isOther = (actor: Actor, change: unknown) => (change as Change).personId !== actor.personId;

const isOtherOfTheirs = (actor: Actor, change: unknown) =>
  isOther(actor, change) && inOwnChapters(actor, { rule: { chapters: [(change as Change).chapterId] } });

export const policy = [
  ...allow('member', 'read answer return', 'ownChannels'),
  ...['admin', 'coordinator'].flatMap((role) => allow(role, 'list', 'channel')),
  ...allow('admin', 'make', 'channel'),
  ...allow('admin', 'read look plan change link end', 'channel'),
  ...allow('coordinator', 'read look plan', 'channel', inOwnChapters),
  ...allow('admin', 'apply drop', 'plan'),
  ...allow('coordinator', 'apply drop', 'plan', inOwnChapters),
  ...allow('admin', 'approve', 'plan', isSecond),
  ...allow('coordinator', 'approve', 'plan', (a, p) => inOwnChapters(a, p) && isSecond(a, p)),
  ...allow('admin', 'answer', 'safetyChange', isOther),
  ...allow('coordinator', 'answer', 'safetyChange', isOtherOfTheirs),
];
