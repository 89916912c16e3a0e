import type { Ctx } from '../../../platform/context.ts';
import { idFromKey } from '../../../platform/id.ts';
import { invalid, notFound, refused } from '../../../platform/problem.ts';
import { people } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import type { Every, ItemPlan } from '../contract.ts';
import { keepsNotice, noticeMinutes } from '../rules.ts';
import type * as store from '../store.ts';

export interface Planned extends store.Plan {
  items: readonly ItemPlan[];
  repeat?: { every: Every; ids: readonly string[] } | undefined;
  /** A change is one of those after it of its series too. */
  following?: boolean | undefined;
}

/** The item of another meeting of the series that stands for this one. */
export const itemOf = (meetingId: string, item: Pick<ItemPlan, 'id'>): string =>
  idFromKey(meetingId, `item ${item.id}`);

const longestMs = 24 * 3_600_000;

/** Throws 400 for a plan without a place or an end, 404 for a chapter or person that is none. */
export async function mustFit(ctx: Ctx, plan: Planned): Promise<void> {
  const lasts = plan.endsAt.getTime() - plan.startsAt.getTime();
  if (lasts <= 0 || lasts > longestMs)
    throw invalid([{ path: 'body.endsAt', message: 'must be after the beginning, and within a day of it' }]);
  mustBeSomewhere(plan);
  if (plan.chapterId && !(await chapters(ctx)).some((c) => c.id === plan.chapterId))
    throw notFound('chapter');
  const ids = plan.items.flatMap((i) => i.ownerId ?? []);
  if ((await people(ctx, ids)).length < new Set(ids).size) throw notFound('person');
}

/** Throws 400. */
export function mustBeSomewhere({ details }: store.Plan): void {
  if (!details.place && !details.link)
    throw invalid([{ path: 'body.details.place', message: 'say where it is, or the address to join at' }]);
}

/** Throws 422 for a place named less than two hours before. */
export function mustKeepNotice(ctx: Ctx, plan: store.Plan, before: store.MeetingRow | null): void {
  const known = before && { startsAt: before.startsAt, place: before.details.place };
  if (!keepsNotice({ startsAt: plan.startsAt, place: plan.details.place }, known, ctx.now))
    throw refused(
      `A meeting at a place is announced at least ${noticeMinutes / 60} hours before it begins; so late it does not move either.`,
      'Choose a later time, or hold it online. A room next door can be told at the door.',
    );
}
