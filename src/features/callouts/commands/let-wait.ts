import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound } from '../../../platform/problem.ts';
import { note } from '../../incidents/index.ts';
import { policy } from '../policy.ts';
import { isSeated } from '../rules.ts';
import * as store from '../store.ts';
import { assignmentEvent, signsOf } from './common.ts';
import { expectSetOff } from './expect.ts';
import { tell } from './pairs.ts';
import { standingOf } from './steps.ts';
import { writeChange } from './wait.ts';

/** A dispatcher's word, written down: this one may go alone, and waits at the meet point. Throws 404, 409. */
export async function letWait(ctx: Ctx, assignmentId: string): Promise<store.AssignmentRow> {
  authorize(policy, ctx.actor, 'letWait', 'assignment');
  const [row] = await store.lockAssignments(ctx, [assignmentId]);
  if (!row) throw notFound('assignment');
  if (!isSeated(row.state)) throw conflict('They are not going, so there is nothing to allow.');
  const callout = (await store.selectCallout(ctx, row.calloutId))!;
  const { waits } = await standingOf(ctx, row, callout, ctx.now);
  if (waits === 'check') throw conflict('It is being checked anew. Nobody sets off before it is confirmed.');
  if (row.mayWaitAt && !row.aloneAt) return row;
  await writeChange(ctx, [row.id], { may_wait_at: ctx.now, alone_at: null });
  if (row.state === 'accepted') await expectSetOff(ctx, [row], new Map([[callout.id, callout]]));
  await tell(ctx, row, callout, 'mayWait', '');
  const callSign = (await signsOf(ctx, [row.personId])).get(row.personId) ?? '';
  await note(ctx, row.incidentId, 'assignment.may_wait', {
    subject: row.id,
    data: { code: callout.code, callSign },
  });
  await emit(ctx, assignmentEvent('assignment.may_wait', row));
  return row;
}
