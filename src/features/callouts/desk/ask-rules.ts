import type { Manner, Meet, Purpose } from '../contract.ts';

const parts: Record<Purpose, string[]> = {
  verify: ['verifier'],
  observe: ['recorder', 'monitor'],
  relief: ['recorder', 'monitor'],
};

/** The parts of the pair, those that the playbook knows, once for each person. */
export function partsFor(purpose: Purpose, count: number, known: string[] | undefined): string[] {
  const roles = parts[purpose].filter((role) => !known || known.includes(role));
  if (roles.length === 0) return [];
  return Array.from({ length: count }, (_, at) => roles[at % roles.length]!);
}

/** Verifiers go as a pair, or one or two look from afar; observers are two to four; relief is one for one. */
export function sizesFor(purpose: Purpose, manner: Manner): string[] {
  if (purpose === 'relief') return [];
  if (purpose === 'observe') return ['2', '3', '4'];
  return manner === 'pair' ? ['2'] : ['1', '2'];
}

interface Asked {
  purpose: Purpose;
  meet: Meet | null;
  /** How many are to be relieved. */
  relieved: number;
  facts: { free: number; stopped: string | null } | undefined;
}

/** Why nobody can be asked now, in words; null when it may be tried. The server has the last word. */
export function whyNot({ purpose, meet, relieved, facts }: Asked): string | null {
  if (facts?.stopped) return 'Counsel has stopped call-outs.';
  if (purpose === 'relief' && relieved === 0) return 'Choose who is to be relieved.';
  if (purpose !== 'relief' && facts && facts.free <= 0) return 'Four of ours are within 500 m already.';
  if (!meet) return 'Choose a meet point first.';
  return null;
}
