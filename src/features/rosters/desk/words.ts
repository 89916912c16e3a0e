import { count } from '../../../desk/kit/words.ts';
import type { Plan, Rule } from '../contract.ts';

const reasons: Record<string, string> = {
  unknown: 'nobody here knows this account',
  not_active: 'not active, or suspended',
  role: 'does not have the part',
  course: 'no current certificate',
  chapter: 'of another chapter',
  agreement: 'has not signed the conduct agreement as it reads now',
  vouches: 'too few vouches',
  too_new: 'not active for long enough',
  twice: 'sits in two of its groups',
  safety: 'did not confirm a new safety number',
  removed: 'was removed from the network',
};

/** Why a line of a plan stands there. */
export const reasonWords = (codes: readonly string[]): string =>
  codes.map((code) => reasons[code] ?? code).join(' · ');

const parts: Record<string, string> = {
  operator: 'an operator',
  dispatcher: 'a dispatcher',
  verifier: 'a verifier',
  observer: 'an observer',
  trainer: 'a trainer',
  coordinator: 'a coordinator',
  legal: 'of the legal desk',
  counsel: 'counsel',
  admin: 'an admin',
};
const named = (codes: readonly string[]) => codes.map((code) => parts[code] ?? code);

const or = new Intl.ListFormat('en', { type: 'disjunction' });
const and = new Intl.ListFormat('en', { type: 'conjunction' });

/** A rule as one sentence. */
export function ruleWords(rule: Rule, chapterName: (id: string) => string): string {
  const asked = [
    ...(rule.roles.length > 0 ? [`is ${or.format(named(rule.roles))}`] : []),
    ...(rule.courses.length > 0 ? [`is certified as ${and.format(named(rule.courses))}`] : []),
    ...(rule.chapters.length > 0 ? [`is of the chapter ${or.format(rule.chapters.map(chapterName))}`] : []),
    ...(rule.agreement ? ['has signed the conduct agreement as it reads now'] : []),
    ...(rule.closed ? ['is vouched for'] : []),
    ...(rule.activeDays > 0 ? [`has been active for ${count(rule.activeDays, 'day')}`] : []),
  ];
  return asked.length === 0 ? 'Every active member.' : `Every active member who ${and.format(asked)}.`;
}

/** What a look could not do, and what to do about it. */
export function troubleWords(code: string): string {
  if (/^E(CONN|HOST|NET|NOTFOUND)|TIMEDOUT|ABORT|Timeout/.test(code))
    return 'signal-cli does not answer. Who runs this server can ask “npx porchlight doctor”.';
  return `signal-cli answered with “${code}”. Who runs this server finds more in its log.`;
}

/** What a plan moves, in short. */
export function movesWords({ adds, removes, locks }: Pick<Plan, 'adds' | 'removes' | 'locks'>): string {
  const moved = [
    ...(adds > 0 ? [`${adds} in`] : []),
    ...(removes > 0 ? [`${removes} out`] : []),
    ...(locks > 0 ? ['groups closed to all but admins'] : []),
  ];
  return moved.length > 0 ? moved.join(', ') : 'nobody moved';
}
