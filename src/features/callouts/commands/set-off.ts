import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound } from '../../../platform/problem.ts';
import { send } from '../../channels/index.ts';
import { note } from '../../incidents/index.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import { lateStep } from '../rules.ts';
import * as store from '../store.ts';
import { assignmentEvent, langFor, signsOf } from './common.ts';
import { setOffKey } from './expect.ts';
import { giveUpSeat } from './give-up.ts';
import { awaitDesk } from './wait.ts';

/** Somebody said yes and has not set off in time: they are asked, then the desk is alarmed, then the next is asked. */
export async function watchSetOff(ctx: Ctx, assignmentId: string): Promise<void> {
  await store.lockPlaces(ctx);
  const [row] = await store.lockAssignments(ctx, [assignmentId]);
  if (row?.state !== 'accepted' || !row.setOffDueAt || row.setOffDueAt > ctx.now) return;
  const { step, nextAt } = lateStep(row, ctx.now);
  if (step === 'release') return giveUpSeat(ctx, row, 'seatReleased');
  const change = step === 'ask' ? { nudged_at: ctx.now } : { late_at: ctx.now };
  await store.updateAssignments(ctx, [row.id], { ...change, set_off_due_at: nextAt });
  await enqueue(ctx, 'callouts.setOff', { assignment: row.id }, nextAt, setOffKey(row.id));
  const callout = (await store.selectCallout(ctx, row.calloutId))!;
  if (step === 'ask')
    await send(ctx, [
      {
        to: { personId: row.personId },
        body: say(langFor(row), 'setOff', { code: callout.code }),
        language: row.language,
        purpose: 'set_off',
        subject: row.id,
        urgent: true,
        drill: callout.drill,
      },
    ]);
  else await awaitDesk(ctx, 'late', row, callout);
  const kind = step === 'ask' ? 'assignment.nudged' : 'assignment.late';
  const callSign = (await signsOf(ctx, [row.personId])).get(row.personId) ?? '';
  await note(ctx, row.incidentId, kind, { subject: row.id, data: { code: callout.code, callSign } });
  await emit(ctx, assignmentEvent(kind, row));
}

/** A dispatcher gives the place of one who has not set off to the next. Throws 404, 409 where they have. */
export async function releaseSeat(ctx: Ctx, assignmentId: string): Promise<store.AssignmentRow> {
  authorize(policy, ctx.actor, 'release', 'assignment');
  await store.lockPlaces(ctx);
  const [row] = await store.lockAssignments(ctx, [assignmentId]);
  if (!row) throw notFound('assignment');
  if (row.state === 'released') return row;
  if (row.state !== 'accepted')
    throw conflict('They have set off or left, so there is no place to give to the next.', {
      state: row.state,
    });
  await giveUpSeat(ctx, row, 'seatReleased');
  return row;
}
