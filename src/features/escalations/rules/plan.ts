import { type Kind, MOST_STEPS, MOST_TIMES, type Plan, type Target } from '../contract.ts';
import kinds from '../data/kinds.json' with { type: 'json' };

/** The plan that is shipped for a kind: it holds until a network makes its own. */
export const usualPlan = (kind: Kind): Plan => kinds[kind] as Plan;

/** The least and the longest that a step may give, in minutes. */
const least = 1;
const longest = 1440;

const nameOf = (to: Target): string =>
  to.who === 'person'
    ? to.personId
    : to.who === 'shift' || to.who === 'role'
      ? `${to.who} ${to.role}`
      : to.who;

/** Kinds that a shift can be taken for. */
const aboutShifts: readonly Kind[] = ['gap', 'gapNow'];
/** Kinds that whom they are about can mend: a buddy is asked by who sits alone. */
const aboutWhoCanMend: readonly Kind[] = ['noBuddy', 'noBuddyNow'];
/** What the legal desk alone may see goes to nobody else's group. */
const legalAlone: readonly Kind[] = ['legalCall', 'intake'];

/** Only the legal desk sees it, and who was paged for it. */
export const isRestricted = (kind: Kind): boolean => legalAlone.includes(kind);

/** Why a plan cannot be: a sentence for each reason, with the place in the plan. */
export function wrongWith(kind: Kind, plan: Plan): { path: string; message: string }[] {
  const wrong: { path: string; message: string }[] = [];
  const say = (path: string, message: string) => wrong.push({ path, message });
  const { steps, times } = plan;
  if (steps.length === 0) say('steps', 'There is no step, so nobody would be paged. Add one.');
  if (steps.length > MOST_STEPS) say('steps', `At most ${MOST_STEPS} steps: the last would come too late.`);
  if (steps.length > 0 && steps.at(-1)!.to.who !== 'always')
    say('steps', 'It has no end: the last step must page the person who is always there.');
  if (!Number.isInteger(times) || times < 1 || times > MOST_TIMES)
    say('times', `It would never end, or never begin: go through the steps 1 to ${MOST_TIMES} times.`);
  for (const [n, { to, minutes }] of steps.entries()) {
    if (!(minutes >= least && minutes <= longest))
      say(
        `steps.${n}.minutes`,
        `Step ${n + 1} gives ${minutes} minutes: nobody can answer in less than ${least}, and after ${longest} it is forgotten.`,
      );
    const before = steps.slice(0, n).findIndex((step) => nameOf(step.to) === nameOf(to));
    if (before >= 0 && to.who !== 'taker')
      say(
        `steps.${n}.to`,
        `Steps ${before + 1} and ${n + 1} page the same people, which would loop. To page them again, go through all steps more often.`,
      );
    if (to.who === 'taker' && !aboutShifts.includes(kind))
      say(`steps.${n}.to`, 'Only for a shift that is short are those asked who could take it.');
    if (to.who === 'self' && !aboutWhoCanMend.includes(kind))
      say(`steps.${n}.to`, 'Only who sits alone at night can be paged about themselves.');
    if (legalAlone.includes(kind) && (to.who === 'shift' || to.who === 'role') && to.role !== 'legal')
      say(`steps.${n}.to`, 'This is the legal desk’s alone: page the legal desk.');
  }
  return wrong;
}

/** Minutes after which the plan has paged everybody as often as it does, where nobody answers. */
export const endsAfter = ({ after, steps, times }: Plan): number =>
  after + times * steps.reduce((sum, step) => sum + step.minutes, 0);
