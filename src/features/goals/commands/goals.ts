import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { abilities, authorize } from '../../../platform/policy.ts';
import { refused } from '../../../platform/problem.ts';
import { atWall, dayAt, dayPlus } from '../../../platform/wall.ts';
import { type Standing, standings } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import { holdersOf, sessionCounts, trainerCounts } from '../../trainings/index.ts';
import {
  type Facts,
  type FunnelRow,
  GOALS,
  type Goal,
  type GoalName,
  KINDS,
  type Past,
} from '../contract.ts';
import { policy } from '../policy.ts';
import { type Counted, factsFrom, pastOf, weeksLookedAt } from '../rules.ts';
import * as store from '../store.ts';

/** What holds until an admin says otherwise; the day is a year after the network began. */
const usual: Record<GoalName, number> = { members: 2000, allies: 2000, trainers: 50 };
const [yearDays, halfYearDays] = [365, 182];

export interface GoalPage {
  goals: Goal[];
  chapters: FunnelRow[];
  languages: FunnelRow[];
  past: Past[];
  facts: Facts;
  can: string[];
}

/** The goals, who stands where, and what a forecast is made from. Counts of all chapters, nobody's name. */
export async function goalPage(ctx: Ctx): Promise<GoalPage> {
  authorize(policy, ctx.actor, 'read', 'goals');
  const now = await standings(ctx, await holdersOf(ctx, 'observer'));
  const begun = await beginning(ctx);
  const from = dayPlus(dayAt(ctx.now, ctx.network.timeZone), -7 * weeksLookedAt - 1);
  const days = await store.selectDays(ctx, from);
  const facts = await factsOf(ctx, { now, begun, from, days });
  return {
    goals: await goalsOf(ctx, facts, begun),
    chapters: funnel(now, (row) => row.chapterId),
    languages: togetherWhereFew(funnel(now, (row) => row.language)),
    past: pastOf(days),
    facts,
    can: abilities(policy, ctx.actor, 'goals'),
  };
}

/** An admin says how many, and by when. Throws 422 for a day that is over. */
export async function setGoal(ctx: Ctx, goal: store.GoalRow): Promise<store.GoalRow> {
  authorize(policy, ctx.actor, 'set', 'goals');
  if (goal.due <= dayAt(ctx.now, ctx.network.timeZone))
    throw refused('That day is over, or is today.', 'Choose a day that is still to come.');
  await store.upsertGoal(ctx, goal);
  await audit(ctx, {
    act: 'goal.set',
    subject: ctx.network.id,
    data: { goal: goal.goal, target: goal.target, due: goal.due },
  });
  return goal;
}

/** The first day that was counted, today in a network of today: new trainers count from there. */
const beginning = async (ctx: Ctx): Promise<string> =>
  (await store.selectFirstDay(ctx)) ?? dayAt(ctx.now, ctx.network.timeZone);

async function goalsOf(ctx: Ctx, { flows, trainers }: Facts, begun: string): Promise<Goal[]> {
  const said = new Map((await store.selectGoals(ctx)).map((row) => [row.goal, row]));
  const trained = (kind: 'member' | 'ally') =>
    flows.reduce((n, f) => n + f[kind].trained + f[kind].met + f[kind].active, 0);
  const reached = { members: trained('member'), allies: trained('ally'), trainers: trainers.since };
  const today = dayAt(ctx.now, ctx.network.timeZone);
  const [first, later] = [dayPlus(begun, yearDays), dayPlus(today, halfYearDays)];
  const due = first > later ? first : later;
  return GOALS.map((goal) => ({
    ...{ goal, since: begun, reached: reached[goal] },
    ...{ target: usual[goal], due, ...said.get(goal) },
  }));
}

async function factsOf(
  ctx: Ctx,
  { now, begun, from, days }: { now: Standing[]; begun: string; from: string; days: Counted[] },
): Promise<Facts> {
  const { timeZone } = ctx.network;
  const today = dayAt(ctx.now, timeZone);
  const { recent, ...counted } = await trainerCounts(ctx, {
    since: atWall(begun, 0, timeZone),
    from: atWall(from, 0, timeZone),
  });
  return factsFrom({
    today,
    chapterIds: (await chapters(ctx)).map((c) => c.id),
    now,
    days,
    sessions: await sessionCounts(ctx, atWall(from, 0, timeZone)),
    // Who became a trainer without having been an apprentice here began and passed all the same.
    trainers: {
      ...counted,
      begun: Math.max(counted.begun, recent),
      passed: Math.max(counted.passed, recent),
    },
  });
}

/** Rows of a funnel by what `of` says; members before allies. */
function funnel(now: readonly Standing[], of: (row: Standing) => string): FunnelRow[] {
  const rows = new Map<string, FunnelRow>();
  for (const standing of now) {
    const key = `${of(standing)} ${standing.kind}`;
    const row = rows.get(key) ?? {
      ...{ key: of(standing), kind: standing.kind, certified: 0 },
      ...{ applied: 0, trained: 0, met: 0, active: 0, paused: 0, left: 0 },
    };
    row[standing.state] += standing.count;
    if (standing.state !== 'left') row.certified += standing.among;
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** A row of so few people would be about each of them. */
const few = 5;
const stages = ['applied', 'trained', 'met', 'active', 'paused', 'left', 'certified'] as const;

/** Languages of few people, and of those who said none, in one row a kind. */
function togetherWhereFew(rows: FunnelRow[]): FunnelRow[] {
  const people = (row: FunnelRow) => stages.slice(0, 6).reduce((n, stage) => n + row[stage], 0);
  const many = rows.filter((row) => row.key !== '' && people(row) >= few);
  const others = rows.filter((row) => !many.includes(row));
  return [
    ...many,
    ...KINDS.flatMap((kind) => {
      const own = others.filter((row) => row.kind === kind);
      const sum = (stage: (typeof stages)[number]) => own.reduce((n, row) => n + row[stage], 0);
      const counts = Object.fromEntries(stages.map((stage) => [stage, sum(stage)]));
      return own.length > 0 ? [{ key: '', kind, ...(counts as Omit<FunnelRow, 'key' | 'kind'>) }] : [];
    }),
  ];
}
