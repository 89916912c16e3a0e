import type { Trust } from '../../playbooks/contract.ts';

const dayMs = 86_400_000;
/** A month, as vouches are counted. */
export const monthDays = 30;
/** How long the code lives that somebody shows who is vouched for. */
export const codeMinutes = 10;

export interface Given {
  /** Null: by the network's founding. */
  by: string | null;
  personId: string;
  kind: 'vouch' | 'reference' | 'founding';
  at: Date;
  withdrawnAt: Date | null;
}

/** Why somebody may not vouch for somebody now. */
export type NotVouch =
  | 'oneself'
  | 'not_active'
  | 'left'
  | 'level'
  | 'already'
  | 'mutual'
  | 'month'
  | 'not_vouched';

interface Asked {
  kind: 'vouch' | 'reference';
  by: { id: string; state: string; suspended: boolean; isTrainer: boolean; vouched: boolean; level: number };
  person: { id: string; state: string };
  /** All that either of the two gave. */
  given: readonly Given[];
  trust: Trust;
  now: Date;
}

const within = (at: Date, days: number, now: Date) => at.getTime() > now.getTime() - days * dayMs;

/**
 * The first reason against a vouch or reference, null for none. By an active member who is vouched for themself, or by a
 * trainer; never for oneself, nor back within the playbook's days; so many a month, withdrawn ones counted too, so that
 * taking back and giving again is no way around.
 */
export function whyNotVouch({ kind, by, person, given, trust, now }: Asked): NotVouch | null {
  if (by.id === person.id) return 'oneself';
  if (by.suspended || !(by.state === 'active' || (by.isTrainer && by.state === 'trained')))
    return 'not_active';
  if (!by.vouched) return 'not_vouched';
  if (person.state === 'left') return 'left';
  if (kind === 'reference' && by.level < trust.referencesFrom) return 'level';
  const standing = given.filter((g) => g.withdrawnAt === null);
  if (standing.some((g) => g.kind === kind && g.by === by.id && g.personId === person.id)) return 'already';
  const back = given.some(
    (g) => g.by === person.id && g.personId === by.id && within(g.at, trust.vouches.mutualDays, now),
  );
  if (back) return 'mutual';
  const month = given.filter((g) => g.by === by.id && g.kind === kind && within(g.at, monthDays, now));
  return month.length >= trust.vouches.aMonth ? 'month' : null;
}

/** When the next may be given, once the month's are used up. */
export function nextInMonth(
  given: readonly Given[],
  by: string,
  kind: Given['kind'],
  aMonth: number,
  now: Date,
): Date {
  const month = given
    .filter((g) => g.by === by && g.kind === kind && within(g.at, monthDays, now))
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const oldest = month[aMonth - 1];
  return oldest ? new Date(oldest.at.getTime() + monthDays * dayMs) : now;
}
