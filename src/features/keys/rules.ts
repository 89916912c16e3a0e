import { type Ring, rings } from '../../platform/seal/bound.ts';

export { type KeySource, Opener, openerOver } from './rules/opener.ts';
export { type PublicKeys, sealFields } from './rules/sealer.ts';

/** Who reads what is sealed to a ring. Being admin opens none. */
const readers: Record<Ring, readonly string[]> = {
  desk: ['operator', 'dispatcher', 'coordinator'],
  legal: ['legal'],
  conduct: ['coordinator', 'counsel'],
};

/** The rings that somebody of these roles belongs to. */
export const ringsOf = (roles: readonly { role: string }[]): Ring[] =>
  rings.filter((ring) => roles.some(({ role }) => readers[ring].includes(role)));

export * from './rules/code.ts';
export * from './rules/list.ts';
export * from './rules/member.ts';
export * from './rules/rings.ts';
export * from './rules/words.ts';
