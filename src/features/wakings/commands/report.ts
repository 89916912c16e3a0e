import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import type { Problem } from '../../../platform/problem.ts';
import { people, type Spent, spend } from '../../people/index.ts';
import type { Report } from '../contract.ts';
import { chaptersInSight, policy } from '../policy.ts';
import { monthOf, reportOf } from '../rules.ts';
import * as store from '../store.ts';

const shownMonths = 12;
const listed = 20;

/** The rows of these months of those whom the actor looks after. */
async function rowsInSight(ctx: Ctx, months: string[]): Promise<store.WakingRow[]> {
  const rows = await store.selectOf(ctx, months);
  const sight = chaptersInSight(ctx.actor);
  if (!sight) return rows;
  const members = await people(ctx, [...new Set(rows.map((w) => w.personId))]);
  const own = new Set(members.filter((p) => sight.includes(p.chapterId)).map((p) => p.id));
  return rows.filter((w) => own.has(w.personId));
}

/** A month in numbers, the newest where none is named, and the year up to it. Throws 403. */
export async function report(
  ctx: Ctx,
  asked?: string,
): Promise<{ report: Report; months: { month: string; ended: number; heard: number }[] }> {
  authorize(policy, ctx.actor, 'read', 'wakings');
  const months = await store.selectMonths(ctx, shownMonths);
  const month = asked ?? months[0] ?? monthOf(ctx.now, ctx.network.timeZone);
  const rows = await rowsInSight(ctx, [...months, month]);
  const of = (one: string) =>
    reportOf(
      one,
      rows.filter((w) => w.month === one),
    );
  return {
    report: of(month),
    months: months.map(of).map(({ month, ended, heard }) => ({ month, ended, heard })),
  };
}

interface Missed {
  items: { personId: string; callSign: string; why: NonNullable<store.WakingRow['why']>; late: boolean }[];
  more: boolean;
}

/** Who was not reached, as many as the actor may still look at. Throws 403; a spent budget comes back as a problem. */
export async function missed(ctx: Ctx, month: string): Promise<Spent<Missed> | Problem> {
  authorize(policy, ctx.actor, 'read', 'wakings');
  const rows = (await rowsInSight(ctx, [month])).filter(
    (w) => w.state === 'unheard' || w.state === 'unreachable',
  );
  return spend<Missed>(ctx, async (room) => {
    // Those who answered late come last: they were reached.
    const first = [...rows]
      .sort((a, b) => Number(Boolean(a.heardAt)) - Number(Boolean(b.heardAt)) || a.id.localeCompare(b.id))
      .slice(0, Math.min(room, listed));
    const signs = new Map(
      (
        await people(
          ctx,
          first.map((w) => w.personId),
        )
      ).map((p) => [p.id, p.callSign]),
    );
    const items = first.map(({ personId, why, heardAt }) => ({
      ...{ personId, callSign: signs.get(personId) ?? '', late: heardAt !== null, why: why ?? 'no answer' },
    }));
    return { shown: items.length, answer: { items, more: rows.length > items.length } };
  });
}
