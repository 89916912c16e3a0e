import type { Missing, Rule } from './contract.ts';

/** More removals than this by one plan, or by changed safety numbers within a day, need a second person. */
export const massLimit = 5;
/** What a group of Signal holds, our own account included. */
export const groupLimit = 1000;
/** A plan is applied within so many minutes of being made, or made anew. */
export const planMinutes = 60;
/** So often a channel's groups are looked at. */
export const lookMinutes = 10;
/** A member has so many hours to say that a new safety number is theirs. */
export const safetyHours = 24;

const dayMs = 86_400_000;

/** What a rule asks about somebody. */
export interface Facts {
  /** A member, active, not suspended. */
  active: boolean;
  activeSince: Date;
  roles: string[];
  /** Courses of current certificates. */
  courses: string[];
  chapterId: string;
  agreement: boolean;
  vouched: boolean;
}

/** Everything that keeps somebody out of a channel by its rule; nothing means that they belong. */
export function missingOf(rule: Rule, facts: Facts, now: Date): Missing[] {
  const missing: Missing[] = [];
  if (!facts.active) missing.push('not_active');
  if (rule.roles.length > 0 && !rule.roles.some((role) => facts.roles.includes(role))) missing.push('role');
  if (rule.courses.some((course) => !facts.courses.includes(course))) missing.push('course');
  if (rule.chapters.length > 0 && !rule.chapters.includes(facts.chapterId)) missing.push('chapter');
  if (rule.agreement && !facts.agreement) missing.push('agreement');
  if (rule.closed && !facts.vouched) missing.push('vouches');
  if (daysLeft(rule, facts, now) > 0) missing.push('too_new');
  return missing;
}

/** Days until somebody is here for as long as the rule asks. */
export const daysLeft = (rule: Rule, { activeSince }: Pick<Facts, 'activeSince'>, now: Date): number =>
  Math.max(0, Math.ceil(rule.activeDays - (now.getTime() - activeSince.getTime()) / dayMs));

/** Admins and coordinators may be in any channel: the rule neither puts them in nor out. */
export const isSteward = (facts: Facts): boolean =>
  facts.active && facts.roles.some((role) => role === 'admin' || role === 'coordinator');

export interface Seated {
  id: string;
  groupN: number;
  personId: string | null;
  standing: 'member' | 'invited' | 'asking';
}

export interface Drift {
  /** Who belongs, is not in, did not leave by themselves and can be reached. */
  add: string[];
  remove: { seatId: string; reasons: string[] }[];
  belong: number;
  inside: number;
  unreachable: number;
}

/**
 * What would make a channel what its rule says. Out go strangers, members to whom the rule does not apply, and second
 * seats of one person. `held`: members who are not to be put in now, having left by themselves or not answered for a new
 * safety number; `overdue`: who has to go for the latter. `facts` of everyone who could belong or has a seat.
 */
export function driftOf(
  rule: Rule,
  facts: ReadonlyMap<string, Facts>,
  seats: readonly Seated[],
  back: { reachable: ReadonlySet<string>; held: ReadonlySet<string>; overdue: ReadonlySet<string> },
  now: Date,
): Drift {
  const belongs = new Set(
    [...facts].filter(([, f]) => missingOf(rule, f, now).length === 0).map(([id]) => id),
  );
  const seated = new Set<string>();
  const remove: Drift['remove'] = [];
  const inOrder = seats.filter((s) => s.standing !== 'asking').toSorted((a, b) => a.groupN - b.groupN);
  for (const { id: seatId, personId } of inOrder) {
    const reasons = [
      ...astrayBecause(rule, personId ? facts.get(personId) : undefined, now),
      ...(personId && back.overdue.has(personId) ? ['safety'] : []),
    ];
    if (reasons.length > 0) remove.push({ seatId, reasons });
    else if (seated.has(personId!)) remove.push({ seatId, reasons: ['twice'] });
    else seated.add(personId!);
  }
  const out = [...belongs].filter((id) => !seated.has(id));
  const add = out.filter((id) => back.reachable.has(id) && !back.held.has(id));
  return {
    add,
    remove,
    belong: belongs.size,
    inside: [...belongs].filter((id) => seated.has(id)).length,
    unreachable: out.filter((id) => !back.reachable.has(id)).length,
  };
}

/** Why somebody in a group should not be there; nothing when they may. */
export function astrayBecause(rule: Rule, facts: Facts | undefined, now: Date): string[] {
  if (!facts) return ['unknown'];
  return isSteward(facts) ? [] : missingOf(rule, facts, now);
}

/** How many of `n` newcomers go into each group, the first that has room first; whatever is left needs groups of its own. */
export function split(n: number, taken: readonly number[]): number[] {
  const into: number[] = [];
  for (let left = n, at = 0; left > 0 || at < taken.length; at++) {
    const here = Math.min(left, Math.max(0, groupLimit - 1 - (taken[at] ?? 0)));
    into.push(here);
    left -= here;
  }
  return into;
}

/** The name of a channel's n-th group. */
export const groupName = (name: string, n: number): string => (n === 1 ? name : `${name} ${n}`);

/** An address nobody here knows, as it may be shown. */
export const hintOf = (address: string): string =>
  address.startsWith('+')
    ? `number ending in ${address.slice(-2)}`
    : `Signal account ${address.slice(0, 4)}…`;

/** Minutes until a plan that could not be carried out is tried again: a few seconds, then longer, at most five. */
export const againMinutes = (tries: number): number => Math.min(5, (5 / 60) * 2 ** (tries - 1));
