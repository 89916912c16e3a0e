import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { idFromKey } from '../../../platform/id.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, invalid, notFound, refused } from '../../../platform/problem.ts';
import { people } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import type { Every, ItemPlan } from '../contract.ts';
import { policy } from '../policy.ts';
import { keepsNotice, noticeMinutes, repeated, stateOf } from '../rules.ts';
import * as store from '../store.ts';
import { meetingFor } from './common.ts';
import { tellGuests } from './tell.ts';

export interface Planned extends store.Plan {
  items: readonly ItemPlan[];
  repeat?: { every: Every; ids: readonly string[] } | undefined;
}

const longestMs = 24 * 3_600_000;

async function mustFit(ctx: Ctx, plan: Planned): Promise<void> {
  const lasts = plan.endsAt.getTime() - plan.startsAt.getTime();
  if (lasts <= 0 || lasts > longestMs)
    throw invalid([{ path: 'body.endsAt', message: 'must be after the beginning, and within a day of it' }]);
  if (!plan.details.place && !plan.details.link)
    throw invalid([{ path: 'body.details.place', message: 'say where it is, or the address to join at' }]);
  if (plan.chapterId && !(await chapters(ctx)).some((c) => c.id === plan.chapterId))
    throw notFound('chapter');
  const ids = plan.items.flatMap((i) => i.ownerId ?? []);
  if ((await people(ctx, ids)).length < new Set(ids).size) throw notFound('person');
}

function mustKeepNotice(ctx: Ctx, plan: Planned, before: store.MeetingRow | null): void {
  const known = before && { startsAt: before.startsAt, place: before.details.place };
  if (!keepsNotice({ startsAt: plan.startsAt, place: plan.details.place }, known, ctx.now))
    throw refused(
      `A meeting at a place is announced at least ${noticeMinutes / 60} hours before it begins; so late it does not move either.`,
      'Choose a later time, or hold it online. A room next door can be told at the door.',
    );
}

/**
 * Plans a meeting, or changes one. With `repeat`, the further ones of the series are made in the same go, each with an
 * agenda of its own. Who said that they come is told of another time or place. Throws 400, 403, 404, 409 for one
 * that is over, and 422 for a place named less than two hours before.
 */
export async function saveMeeting(ctx: Ctx, plan: Planned): Promise<void> {
  authorize(policy, ctx.actor, 'plan', 'meeting', plan);
  const before = await store.selectMeeting(ctx, plan.id);
  if (before) authorize(policy, ctx.actor, 'plan', 'meeting', before);
  await mustFit(ctx, plan);
  mustKeepNotice(ctx, plan, before);
  if (before) return change(ctx, before, plan);
  const seriesId = plan.repeat ? plan.id : null;
  const made = { madeBy: ctx.actor.personId, seriesId };
  await store.insertMeeting(ctx, { ...plan, ...made });
  await store.replaceItems(ctx, plan.id, plan.items);
  for (const [n, id] of (plan.repeat?.ids ?? []).entries())
    await repeat(ctx, plan, { ...made, id, n: n + 1 });
  await audit(ctx, { act: 'meeting.planned', subject: plan.id });
  await emit(ctx, { kind: 'meeting.changed', subject: plan.id });
}

async function repeat(
  ctx: Ctx,
  plan: Planned,
  { id, n, ...made }: { id: string; n: number; madeBy: string | null; seriesId: string | null },
): Promise<void> {
  const startsAt = repeated(plan.startsAt, plan.repeat!.every, n, ctx.network.timeZone);
  const endsAt = new Date(startsAt.getTime() + plan.endsAt.getTime() - plan.startsAt.getTime());
  if (!(await store.insertMeeting(ctx, { ...plan, id, startsAt, endsAt, ...made }))) return;
  const items = plan.items.map((item) => ({ ...item, id: idFromKey(id, `item ${item.id}`) }));
  await store.replaceItems(ctx, id, items);
}

async function change(ctx: Ctx, before: store.MeetingRow, plan: Planned): Promise<void> {
  const state = stateOf(before, ctx.now);
  if (state === 'over' || state === 'cancelled')
    throw conflict(
      `This meeting is ${state === 'over' ? 'over' : 'called off'}.`,
      undefined,
      'Plan a new one.',
    );
  await store.updatePlan(ctx, plan);
  await store.replaceItems(ctx, plan.id, plan.items);
  const isElsewhere =
    before.startsAt.getTime() !== plan.startsAt.getTime() ||
    before.details.place !== plan.details.place ||
    before.details.link !== plan.details.link;
  if (isElsewhere) await tellGuests(ctx, { ...before, ...plan }, 'moved');
  await emit(ctx, { kind: 'meeting.changed', subject: plan.id });
}

/** Calls a meeting off and tells whoever said that they come. Again is the same act. Throws 409 for one that is over. */
export async function cancelMeeting(ctx: Ctx, id: string): Promise<void> {
  const meeting = await meetingFor(ctx, id, 'plan');
  const state = stateOf(meeting, ctx.now);
  if (state === 'cancelled') return;
  if (state === 'over') throw conflict('This meeting is over.');
  await store.updateCourse(ctx, id, { cancelledAt: ctx.now });
  await tellGuests(ctx, meeting, 'cancelled');
  await audit(ctx, { act: 'meeting.cancelled', subject: id });
  await emit(ctx, { kind: 'meeting.changed', subject: id });
}

/** A member helps at the doors and with the minutes of this meeting, or does so no more. Throws 404 for nobody. */
export async function setHelper(ctx: Ctx, id: string, personId: string, helps: boolean): Promise<void> {
  await meetingFor(ctx, id, 'plan');
  const [member] = await people(ctx, [personId]);
  if (!member || member.state === 'left') throw notFound('person');
  await store.setHelper(ctx, id, personId, helps);
  await audit(ctx, { act: helps ? 'meeting.helper' : 'meeting.helper-ended', subject: id });
  await emit(ctx, { kind: 'meeting.changed', subject: id });
}
