import type { Trust, TrustLevel } from '../../playbooks/contract.ts';

const dayMs = 86_400_000;

/** What counts of somebody. */
export interface TrustFacts {
  /** Vouched for by the network's founding: admitted at the server's console, before there was anyone to vouch. */
  founding: boolean;
  /** Standing, of members. */
  vouches: number;
  references: number;
  /** Null for who is not active yet, or is paused. */
  activeSince: Date | null;
  trainings: number;
  shadowed: number;
  meetings: number;
}

/** Whether somebody may be asked to go, may have a desk role and be in the closed channel. */
export const isVouched = (
  { founding, vouches }: Pick<TrustFacts, 'founding' | 'vouches'>,
  { vouches: { needed } }: Pick<Trust, 'vouches'>,
): boolean => founding || vouches >= needed;

export const NEEDS = ['vouches', 'days', 'trainings', 'references', 'shadowed', 'meetings'] as const;

/** One thing that is not there yet. */
export interface Lacking {
  what: (typeof NEEDS)[number];
  has: number;
  of: number;
}

const daysActive = ({ activeSince }: TrustFacts, now: Date) =>
  activeSince ? Math.max(0, Math.floor((now.getTime() - activeSince.getTime()) / dayMs)) : 0;

function lackingFor(level: TrustLevel, facts: TrustFacts, needed: number, now: Date): Lacking[] {
  const has = { ...facts, days: daysActive(facts, now) };
  const asks = { ...level, vouches: needed };
  return NEEDS.map((what) => ({ what, has: has[what], of: asks[what] })).filter(({ has, of }) => has < of);
}

/**
 * Where somebody stands: the highest level of which they have everything, that of each level below it included, and what
 * they lack for the next. Who was there at the founding has the highest.
 */
export function standingOf(
  facts: TrustFacts,
  trust: Trust,
  now: Date,
): { level: number; next: number | null; lacking: Lacking[] } {
  const levels = trust.levels.toSorted((a, b) => a.level - b.level);
  let level = 0;
  for (const one of levels) {
    const lacking = facts.founding ? [] : lackingFor(one, facts, trust.vouches.needed, now);
    if (lacking.length > 0) return { level, next: one.level, lacking };
    level = one.level;
  }
  return { level, next: null, lacking: [] };
}

/** From which level on a role is given. */
export const levelFor = (role: string, { roles }: Pick<Trust, 'roles'>): number =>
  roles.find((one) => one.role === role)?.level ?? 0;

/** What somebody lacks for a role, over all levels up to the one from which it is given; nothing: they may hold it. */
export function lackingForRole(role: string, facts: TrustFacts, trust: Trust, now: Date): Lacking[] {
  if (facts.founding) return [];
  const most = new Map<string, Lacking>();
  for (const level of trust.levels.filter((one) => one.level <= levelFor(role, trust)))
    for (const lacking of lackingFor(level, facts, trust.vouches.needed, now))
      if ((most.get(lacking.what)?.of ?? 0) < lacking.of) most.set(lacking.what, lacking);
  return [...most.values()];
}

/** What keeps somebody who was met from becoming active. */
export type NotActiveYet = 'not_met' | 'no_agreement' | 'no_vouches';

export function mayBeActive(person: {
  state: string;
  signedVersion: number | null;
  inForce: readonly number[];
  vouched: boolean;
}): { ok: boolean; missing: NotActiveYet[] } {
  const missing: NotActiveYet[] = [];
  if (person.state !== 'met') missing.push('not_met');
  if (person.signedVersion === null || !person.inForce.includes(person.signedVersion))
    missing.push('no_agreement');
  if (!person.vouched) missing.push('no_vouches');
  return { ok: missing.length === 0, missing };
}
