import { allow } from '../../platform/policy.ts';

const open = (_actor: unknown, media: unknown) => !(media as { restricted: boolean }).restricted;

export const policy = [
  ...allow('operator', 'read', 'media', open),
  ...allow('dispatcher', 'read', 'media', open),
  ...allow('coordinator', 'read', 'media', open),
  ...allow('legal', 'read', 'media'),
];
