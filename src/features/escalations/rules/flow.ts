import { atWall, dayAt, dayPlus, minuteAt } from '../../shifts/rules.ts';
import { KINDS, type Kind, type Manner, type Plan, type State, type Step } from '../contract.ts';

/** Something under way, as far as its next step depends on it. */
export interface Flow {
  plan: Plan;
  state: State;
  /** The next step, counted from the first page that there ever was: each page has a place of its own. */
  step: number;
  /** The step that this run of the plan began with. */
  base: number;
  dueAt: Date | null;
  setAt: Date | null;
}

/** A clock of another machine may be ahead by so much, in milliseconds, without having jumped. */
const skewMs = 60_000;

const plus = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);

/**
 * When it goes on, seen from now. What was set by a clock that was ahead (it jumped, and jumped back) waits its own span
 * from now, no longer.
 */
export function dueNow({ dueAt, setAt }: Pick<Flow, 'dueAt' | 'setAt'>, now: Date): Date | null {
  if (!dueAt || !setAt) return null;
  const ahead = setAt.getTime() - now.getTime();
  return ahead > skewMs ? new Date(dueAt.getTime() - ahead) : dueAt;
}

/** The step that comes next; null after the last of the last round. */
export const nextStep = ({
  plan: { steps, times },
  step,
  base,
}: Pick<Flow, 'plan' | 'step' | 'base'>): Step | null =>
  step - base < steps.length * times ? steps[(step - base) % steps.length]! : null;

/** How it goes on after a step: somebody was paged, and has the step's time; or nobody was, and the next is at once. */
export function afterStep(flow: Flow, paged: boolean, now: Date): Flow {
  const minutes = paged ? nextStep(flow)!.minutes : 0;
  return { ...flow, state: 'running', step: flow.step + 1, dueAt: plus(now, minutes), setAt: now };
}

/** Whoever was to be paged was, as often as planned, and nobody answered. */
export const isOver = (flow: Flow): boolean => flow.state === 'running' && !nextStep(flow);

/** From the first step again: who had it in hand did not do it in time. */
export const resumed = (flow: Flow, now: Date): Flow => ({
  ...flow,
  state: 'running',
  base: flow.step,
  dueAt: now,
  setAt: now,
});

/** More messages of a kind to a person than this within so many minutes tell nothing new; and at most one a minute. */
const bundle = { most: 6, minutes: 10 };

/** Whether a page sends a message of its own, by when messages of its kind went to this person before. */
export function isTold(before: readonly Date[], now: Date): boolean {
  const since = (minutes: number) =>
    before.filter((at) => now.getTime() - at.getTime() < minutes * 60_000).length;
  return since(1) === 0 && since(bundle.minutes) < bundle.most;
}

/** Kinds stand in their list by gravity: of many things at once, the gravest comes first. */
export const graver = (a: Kind, b: Kind): number => KINDS.indexOf(a) - KINDS.indexOf(b);

/** Nobody is written to without need between these hours, in minutes of the network's day. */
const night = { from: 22 * 60, until: 8 * 60 };

/** When a page that need not wake anybody may leave: null where it may now, else the next morning. */
export function morningFor(manner: Manner, now: Date, zone: string): Date | null {
  if (manner !== 'quiet') return null;
  const minute = minuteAt(now, zone);
  if (minute >= night.until && minute < night.from) return null;
  const today = dayAt(now, zone);
  return atWall(minute < night.until ? today : dayPlus(today, 1), night.until, zone);
}

/**
 * When each step would be taken if nobody answered, in minutes from the beginning. Steps that reach nobody take no time;
 * they are left out.
 */
export function timetable(
  plan: Plan,
  reaches: (step: number) => boolean,
): { step: number; time: number; minutes: number }[] {
  const rows: { step: number; time: number; minutes: number }[] = [];
  let minutes = plan.after;
  for (let time = 0; time < plan.times; time++)
    for (const [step, { minutes: given }] of plan.steps.entries()) {
      if (!reaches(step)) continue;
      rows.push({ step, time, minutes });
      minutes += given;
    }
  return rows;
}
