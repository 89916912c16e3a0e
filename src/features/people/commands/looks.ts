import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { Problem, usedUp } from '../../../platform/problem.ts';
import type { Looks } from '../contract.ts';
import { policy } from '../policy.ts';
import { type Budget, budgetOf, OVERRUNS_TO_ALARM, roomIn } from '../rules.ts';
import * as store from '../store.ts';
import { raise } from './alarms.ts';

const hourMs = 60 * 60_000;
const hourOf = (now: Date) => new Date(Math.floor(now.getTime() / hourMs) * hourMs);
const day = 24 * 60;

const budget = (ctx: Ctx) => budgetOf(ctx.actor.roles.map((r) => r.role));

const usedBy = (ctx: Ctx): Promise<Budget> =>
  store.selectLooks(ctx.tx, ctx.network.id, ctx.actor.id!, {
    hour: hourOf(ctx.now),
    day: plusMinutes(ctx.now, -day),
  });

const both = (used: Budget, of: Budget): Looks => ({
  hour: { used: used.hour, of: of.hour },
  day: { used: used.day, of: of.day },
});

/** How much of the actor's view budget is used. */
export async function looks(ctx: Ctx): Promise<Looks> {
  authorize(policy, ctx.actor, 'search', 'person');
  return both(await usedBy(ctx), budget(ctx));
}

export type Spent<T> = { answer: T; looks: Looks } | Problem;

/** The larger of two. */
const larger = (a: Budget, b: Budget): Budget => ({
  hour: Math.max(a.hour, b.hour),
  day: Math.max(a.day, b.day),
});

/**
 * Lets the actor see as many members as `show` returns, at most what is left of their budget, and counts them; an answer
 * without anyone counts as one, so that guessing is no way around. A refusal is returned, not thrown: what was counted
 * has to stay. `least` is the budget of who looks by something else than a role.
 */
export async function spend<T>(
  ctx: Ctx,
  show: (room: number) => Promise<{ shown: number; answer: T | Problem }>,
  least: Budget = { hour: 0, day: 0 },
): Promise<Spent<T>> {
  await store.lockLooks(ctx.tx, ctx.network.id, ctx.actor.id!);
  const [used, of] = [await usedBy(ctx), larger(budget(ctx), least)];
  const room = roomIn(of, used);
  if (room === 0) return overrun(ctx, used, of);
  const { shown, answer } = await show(room);
  const spent = Math.max(1, shown);
  await store.addLooks(ctx.tx, ctx.network.id, ctx.actor.id!, hourOf(ctx.now), { shown: spent });
  if (answer instanceof Problem) return answer;
  return { answer, looks: both({ hour: used.hour + spent, day: used.day + spent }, of) };
}

/** The first of an hour is written down, the fifth is an alarm; a thousand more change nothing. */
async function overrun(ctx: Ctx, used: Budget, of: Budget): Promise<Problem> {
  const times = await store.addLooks(ctx.tx, ctx.network.id, ctx.actor.id!, hourOf(ctx.now), { refused: 1 });
  if (times === 1 || times === OVERRUNS_TO_ALARM)
    await audit(ctx, {
      act: 'people.overrun',
      subject: ctx.actor.id!,
      data: { times, hour: used.hour, day: used.day },
    });
  if (times === OVERRUNS_TO_ALARM) await raise(ctx, { kind: 'overrun', how: 'searched', personId: null });
  const forDay = used.day >= of.day;
  return usedUp(
    forDay
      ? `You have looked at ${used.day} members within a day; your role has ${of.day}.`
      : `You have looked at ${used.hour} members in this hour; your role has ${of.hour}.`,
    forDay
      ? 'More become free hour by hour, as today’s first looks grow a day old. If it cannot wait, ask a coordinator of the chapter.'
      : 'You have new ones at the full hour. If it cannot wait, ask a coordinator of the chapter.',
  );
}
