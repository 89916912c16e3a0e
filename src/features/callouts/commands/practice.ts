import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { incidents, whoDid } from '../../incidents/index.ts';
import { wentThrough, whoLed } from '../rules.ts';
import * as store from '../store.ts';

type Taken = 'observer' | 'verifier' | 'dispatcher';

/** Somebody has had the practice of a course in a drill. */
const practised = (ctx: Ctx, personId: string, course: Taken): Promise<void> =>
  emit(ctx, { kind: 'drill.practised', subject: personId, data: { person: personId, course } });

/** Tells that somebody who was sent in a drill has now done all of it themselves. */
export async function tellWent(
  ctx: Ctx,
  { id, personId }: store.AssignmentRow,
  { drill, purpose }: store.CalloutRow,
): Promise<void> {
  if (!drill || ctx.actor.personId !== personId) return;
  if (!wentThrough(purpose, await store.selectOwnActs(ctx, id, personId))) return;
  await practised(ctx, personId, purpose === 'verify' ? 'verifier' : 'observer');
}

/** Tells who led a drill's incident at the desk, once it is concluded and the last have left. */
export async function tellLed(ctx: Ctx, incidentId: string): Promise<void> {
  const about = (await incidents(ctx, [incidentId])).get(incidentId);
  if (!about?.drill || !about.concludedAt) return;
  const leader = whoLed(await whoDid(ctx, incidentId), await store.selectAssignmentsAt(ctx, [incidentId]));
  if (leader) await practised(ctx, leader, 'dispatcher');
}
