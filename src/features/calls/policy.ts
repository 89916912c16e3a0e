import { allow } from '../../platform/policy.ts';
import type { Line } from './contract.ts';

/** Somebody who was detained speaks with the legal desk alone. */
const ofDesk = (_: unknown, call: unknown) => (call as { line?: Line } | undefined)?.line !== 'legal';
const ofLegal = (_: unknown, call: unknown) => (call as { line?: Line } | undefined)?.line !== 'desk';

export const policy = [
  ...allow('operator', 'read answer', 'call', ofDesk),
  ...allow('dispatcher', 'read answer', 'call', ofDesk),
  ...allow('coordinator', 'read answer', 'call', ofDesk),
  ...allow('dispatcher', 'ban', 'call', ofDesk),
  ...allow('legal', 'read answer', 'call', ofLegal),
  ...['operator', 'dispatcher', 'coordinator', 'legal', 'counsel', 'admin'].flatMap((role) =>
    allow(role, 'read', 'presence'),
  ),
  ...allow('coordinator', 'read', 'setting'),
  ...allow('admin', 'read change', 'setting'),
  ...allow('operator', 'read', 'prompt'),
  ...allow('dispatcher', 'read', 'prompt'),
  ...allow('coordinator', 'read change', 'prompt'),
  ...allow('admin', 'read change', 'prompt'),
];
