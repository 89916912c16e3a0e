import { allow } from '../../platform/policy.ts';

export const policy = [
  ...allow('dispatcher', 'read start stop', 'drill'),
  ...allow('coordinator', 'read start stop', 'drill'),
  ...allow('admin', 'read start stop', 'drill'),
  ...allow('operator', 'read', 'drill'),
  ...allow('trainer', 'read start stop', 'drill'),
];
