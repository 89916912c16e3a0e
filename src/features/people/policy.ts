import { type Allow, allow } from '../../platform/policy.ts';

const readers = ['operator', 'dispatcher', 'legal', 'admin'];

/** A coordinator acts for their own chapter; one without a chapter for the whole network. */
const ownChapter: Parameters<typeof allow>[3] = (actor, subject) =>
  actor.roles.some(
    (r) =>
      r.role === 'coordinator' &&
      (r.chapterId === null || r.chapterId === (subject as { chapterId?: string } | undefined)?.chapterId),
  );

export const policy: Allow[] = [
  ...readers.flatMap((role) => allow(role, 'read', 'person')),
  ...allow('coordinator', 'find', 'person'),
  ...allow('admin', 'find suspend', 'person'),
  ...allow('coordinator', 'read suspend', 'person', ownChapter),
  ...['coordinator', 'admin'].flatMap((role) => allow(role, 'read close', 'complaint')),
  ...['coordinator', 'admin', 'counsel'].flatMap((role) => allow(role, 'read review', 'suspension')),
];
