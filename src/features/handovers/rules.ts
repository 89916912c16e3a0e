import type { ShiftRole } from '../shifts/contract.ts';

export * from './rules/since.ts';

/** Roles whose holders have things of the desk in hand. */
export const atDesk = (role: string): boolean => role === 'operator' || role === 'dispatcher';

/** Who may take over whose duty: a dispatcher's only a dispatcher, since they decide. Coordinators stand behind both. */
const takers: Partial<Record<ShiftRole, readonly string[]>> = {
  operator: ['operator', 'dispatcher', 'coordinator'],
  dispatcher: ['dispatcher', 'coordinator'],
};

export const mayTake = (roles: readonly string[], role: ShiftRole): boolean =>
  (takers[role] ?? ['dispatcher', 'coordinator']).some((taker) => roles.includes(taker));
