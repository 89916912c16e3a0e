import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { people } from '../../people/index.ts';
import { policy } from '../policy.ts';
import { repeated } from '../rules.ts';
import * as store from '../store.ts';
import { changeMeeting } from './changes.ts';
import { meetingFor } from './common.ts';
import { itemOf, mustFit, mustKeepNotice, type Planned } from './fits.ts';

/**
 * Plans a meeting, or changes one. With `repeat`, the further ones of the series are made in the same go, each with an
 * agenda of its own; with `following`, what changes here changes in those after it too. Who said that they come is told
 * once of another time or place. Throws 400, 403, 404, 409 for one that is over, and 422 for a place named less than two
 * hours before.
 */
export async function saveMeeting(ctx: Ctx, plan: Planned): Promise<void> {
  authorize(policy, ctx.actor, 'plan', 'meeting', plan);
  const before = await store.selectMeeting(ctx, plan.id);
  if (before) authorize(policy, ctx.actor, 'plan', 'meeting', before);
  await mustFit(ctx, plan);
  mustKeepNotice(ctx, plan, before);
  if (before) return changeMeeting(ctx, before, plan);
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
  const items = plan.items.map((item) => ({ ...item, id: itemOf(id, item) }));
  await store.replaceItems(ctx, id, items);
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
