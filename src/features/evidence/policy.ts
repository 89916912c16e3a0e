import { allow } from '../../platform/policy.ts';

const open = (_actor: unknown, media: unknown) => !(media as { restricted: boolean }).restricted;

export const policy = [
  ...['operator', 'dispatcher', 'coordinator', 'legal'].flatMap((role) => allow(role, 'list', 'media')),
  ...allow('operator', 'read', 'media', open),
  ...allow('dispatcher', 'read', 'media', open),
  ...allow('coordinator', 'read', 'media', open),
  ...allow('legal', 'read', 'media'),
];
