import type { Actor } from '../../platform/context.ts';
import { allow } from '../../platform/policy.ts';

interface Placed {
  by: string | null;
  releasedAt: Date | null;
  releases: { by: string }[];
}

/** Neither who placed it nor who has agreed already. */
const isOther = (actor: Actor, subject: unknown) => {
  const { by, releasedAt, releases } = subject as Placed;
  const me = actor.personId;
  return me !== null && releasedAt === null && me !== by && !releases.some((r) => r.by === me);
};

const holders = ['legal', 'counsel', 'coordinator', 'admin'];

export const policy = [
  ...holders.flatMap((role) => allow(role, 'read place', 'hold')),
  ...holders.flatMap((role) => allow(role, 'release', 'hold', isOther)),
  ...['counsel', 'coordinator', 'admin'].flatMap((role) => allow(role, 'read', 'retention')),
  ...allow('admin', 'change', 'retention'),
  ...allow('member', 'ask', 'retention'),
];
