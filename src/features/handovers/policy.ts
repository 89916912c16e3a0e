import { allow } from '../../platform/policy.ts';
import type { ShiftRole } from '../shifts/contract.ts';
import { mayTake } from './rules.ts';

/** Whoever is at the desk reads what waits; who may take a duty over depends on whose it is. */
export const policy = [
  ...['operator', 'dispatcher', 'coordinator'].flatMap((role) => [
    ...allow(role, 'read', 'handover'),
    ...allow(role, 'take', 'handover', (actor, of) =>
      mayTake(
        actor.roles.map((r) => r.role),
        (of as { role: ShiftRole }).role,
      ),
    ),
  ]),
  ...allow('member', 'read give', 'ownHandover'),
];
