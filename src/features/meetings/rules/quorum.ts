import type { Quorum } from '../contract.ts';

/** How many members make a quorum; null without a rule. A share is rounded up: a third of 10 is 4. */
export function neededOf(quorum: Quorum | null, activeMembers: number): number | null {
  if (!quorum) return null;
  return quorum.kind === 'number' ? quorum.of : Math.ceil((quorum.of * activeMembers) / 100);
}
