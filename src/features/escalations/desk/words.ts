import { minutesUntil, zone } from '../../../desk/kit/now.ts';
import { capital, count } from '../../../desk/kit/words.ts';
import { clockTime } from '../../../platform/i18n/times.ts';
import type { Role } from '../../accounts/contract.ts';
import type { Escalation, Facts, Kind, Manner, Plan, State, Step } from '../contract.ts';

/** What waits, as a heading. */
export const KIND_NAMES: Record<Kind, string> = {
  emergency: 'One of ours is hurt or arrested',
  need: 'Somebody who is out needs the desk',
  hardCall: 'Somebody after a hard call',
  report: 'A live report that nobody takes',
  call: 'A caller whom nobody answers',
  legalCall: 'A caller for the legal desk',
  voicemail: 'A message on the telephone',
  checkIn: 'A missed check-in',
  alone: 'Somebody who is out alone',
  late: 'Somebody who said yes and has not set off',
  standDown: 'A stand-down not acknowledged',
  intake: 'Something new for the legal desk',
  missed: 'Somebody who has not come to their shift',
  overdue: 'A shift that is over and not handed over',
  gapNow: 'A shift that is short within half a day',
  noBuddyNow: 'Somebody alone at the desk tonight without a buddy',
  gap: 'A shift that is short within two days',
  noBuddy: 'Somebody alone at the desk within a day without a buddy',
  learnerMissed: 'A learner who has not come to their shift',
};

const roleNames: Record<string, [one: string, many: string]> = {
  operator: ['the operators', 'operators'],
  dispatcher: ['the dispatchers', 'dispatchers'],
  verifier: ['the verifiers', 'verifiers'],
  interpreter: ['the interpreters', 'interpreters'],
  legal: ['the legal desk', 'people of the legal desk'],
  medic: ['the medics', 'medics'],
  coordinator: ['the coordinators', 'coordinators'],
  counsel: ['counsel', 'counsel'],
  admin: ['the admins', 'admins'],
  observer: ['the observers', 'observers'],
};
export const roleText = (role: string): string => roleNames[role]?.[0] ?? role;

/** Roles that a group can be made of. */
export const GROUP_ROLES = [
  'coordinator',
  'dispatcher',
  'operator',
  'legal',
  'admin',
] as const satisfies Role[];

export const MANNER_NAMES: Record<Manner, string> = {
  quiet: 'by message',
  urgent: 'urgently',
  ring: 'by telephone',
};

/** What waits, about whom. */
export function about({ kind, facts }: { kind: Kind; facts: Facts }): string {
  if ((kind === 'gap' || kind === 'gapNow') && facts.role && facts.startsAt && facts.endsAt)
    return `${capital(roleText(facts.role).replace('the ', ''))} are short: ${dayText(facts.startsAt)}, ${clock(facts.startsAt)} to ${clock(facts.endsAt)}`;
  if (kind === 'checkIn') return `${facts.callSign ?? 'Somebody'} missed a check-in${codeOf(facts)}`;
  if (kind === 'alone')
    return `${facts.callSign ?? 'Somebody'} is out alone, the partner does not come${codeOf(facts)}`;
  if (kind === 'late') return `${facts.callSign ?? 'Somebody'} said yes and has not set off${codeOf(facts)}`;
  if (kind === 'standDown')
    return `${facts.callSign ?? 'Somebody'} has not read the stand-down${codeOf(facts)}`;
  if (kind === 'emergency') return `${facts.callSign ?? 'One of ours'} is hurt or arrested${codeOf(facts)}`;
  if (kind === 'need') return `${facts.callSign ?? 'Somebody'} needs the desk${codeOf(facts)}`;
  if (kind === 'missed') return `${facts.callSign ?? 'Somebody'} has not come to their shift${fromOf(facts)}`;
  if (kind === 'learnerMissed')
    return `${facts.callSign ?? 'A learner'} has not come to learn on a shift${fromOf(facts)}`;
  if ((kind === 'noBuddy' || kind === 'noBuddyNow') && facts.startsAt && facts.endsAt)
    return `${facts.callSign ?? 'Somebody'} sits alone without a buddy: ${dayText(facts.startsAt)}, ${clock(facts.startsAt)} to ${clock(facts.endsAt)}`;
  if (kind === 'overdue') return `${facts.callSign ?? 'Somebody'} has not handed over${untilOf(facts)}`;
  if (kind === 'hardCall') return `${facts.callSign ?? 'Somebody'} had a hard call and wants to be called`;
  return KIND_NAMES[kind];
}

const clock = (iso: string) => clockTime('en', new Date(iso), zone.get());
const dayText = (iso: string) =>
  new Intl.DateTimeFormat('en-US', {
    ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone: zone.get() },
  } as const).format(new Date(iso));

const fromOf = ({ startsAt }: Facts) => (startsAt ? ` (since ${clock(startsAt)})` : '');
const untilOf = ({ endsAt }: Facts) => (endsAt ? ` (over since ${clock(endsAt)})` : '');
const codeOf = ({ code }: Facts) => (code ? ` (${code})` : '');

/** Whom a step pages. */
export function whoText({ to }: Step, signs: ReadonlyMap<string, string>): string {
  switch (to.who) {
    case 'shift':
      return `${roleText(to.role)} on shift${to.otherwise ? ` (where nobody is, ${roleText(to.otherwise)} on shift)` : ''}`;
    case 'role':
      return `${roleText(to.role)}${to.ofChapter ? ' of the chapter' : ''}`;
    case 'person':
      return signs.get(to.personId) ?? 'somebody';
    case 'taker':
      return `up to ${to.most} who could take it`;
    case 'self':
      return 'whom it is about';
    case 'always':
      return 'who is always there';
  }
}

export const minutesText = (minutes: number): string => {
  if (minutes >= 120 && minutes % 60 === 0) return `${minutes / 60} h`;
  return `${minutes} min`;
};

/** A plan as a sentence. */
export function sentence(plan: Plan, signs: ReadonlyMap<string, string>): string {
  const steps = plan.steps.map(
    (step) => `${whoText(step, signs)} ${MANNER_NAMES[step.manner]} (${minutesText(step.minutes)} to answer)`,
  );
  const begin = plan.after === 0 ? 'At once' : `After ${minutesText(plan.after)}`;
  const times = plan.times === 1 ? 'Once through' : `${capital(count(plan.times, 'time'))} through`;
  return `${begin} page ${steps.join(', then ')}. ${times}; then it stands on the board as unanswered. Who has it is asked again after ${minutesText(plan.again)}.`;
}

export const STATE_NAMES: Record<State, string> = {
  running: 'paging',
  acknowledged: 'in hand',
  unanswered: 'nobody answered',
  settled: 'over',
};

/** What comes next, in words. */
export function nextText({ state, nextAt, ackedBy }: Escalation, now: Date): string {
  if (state === 'acknowledged') return `${ackedBy ?? 'Somebody'} has it`;
  if (state === 'unanswered') return 'Everyone was paged as often as planned. Nobody else is.';
  if (state === 'settled' || !nextAt) return 'Over';
  const minutes = Math.ceil(minutesUntil(nextAt, now));
  return minutes <= 0 ? 'The next are paged now' : `The next are paged in ${minutesText(minutes)}`;
}
