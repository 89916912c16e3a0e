import type { Hat } from '../contract.ts';

export interface HatCount {
  round: number;
  by: string | null;
  cents: number;
}

/** The round that is counted now: the next, once two have counted and differ. */
export function roundOf(counts: readonly HatCount[]): number {
  const last = Math.max(1, ...counts.map((c) => c.round));
  const own = counts.filter((c) => c.round === last);
  return own.length >= 2 && own[0]!.cents !== own[1]!.cents ? last + 1 : last;
}

/** What two counts came to; null while they differ or one is missing. */
export function agreedOn(counts: readonly HatCount[]): { round: number; cents: number } | null {
  const round = roundOf(counts);
  const [a, b] = counts.filter((c) => c.round === round);
  return a && b && a.cents === b.cents ? { round, cents: a.cents } : null;
}

/** How it stands for one who asks. Nobody learns another's amount before both are in and equal. */
export function hatFor(
  counts: readonly HatCount[],
  personId: string | null,
): Pick<Hat, 'state' | 'round' | 'mine' | 'cents'> {
  const agreed = agreedOn(counts);
  const round = roundOf(counts);
  const own = counts.filter((c) => c.round === round);
  const mine = own.find((c) => c.by !== null && c.by === personId)?.cents ?? null;
  if (agreed) return { state: 'agreed', round, mine, cents: agreed.cents };
  const state = own.length === 1 ? 'one' : round > 1 ? 'differ' : 'none';
  return { state, round, mine, cents: null };
}

/** Reads "312.40" or "$312"; null for what is no amount. */
export function centsOf(text: string): number | null {
  const match = /^\$?\s*(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}
