import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict } from '../../../platform/problem.ts';
import { endDuty, leaveShift as leaveByShift, onDuty, ownDuty } from '../../shifts/index.ts';
import { policy } from '../policy.ts';
import { atDesk } from '../rules.ts';
import { mustNotTalk } from './take.ts';
import { openThings } from './things.ts';

/** The actor leaves a duty with which nothing is open. Throws 409 while something is. */
export async function leave(ctx: Ctx, dutyId: string): Promise<void> {
  authorize(policy, ctx.actor, 'give', 'ownHandover');
  const duty = await ownDuty(ctx, dutyId);
  await mustOwnNothing(ctx, duty.personId, duty.id);
  await endDuty(ctx, duty, { as: 'left', shownAt: ctx.now });
}

/** The same from the field app, by the shift and with the time of the tap. */
export async function leaveShift(ctx: Ctx, shiftId: string, at: Date | null): Promise<Date> {
  authorize(policy, ctx.actor, 'give', 'ownHandover');
  const me = ctx.actor.personId!;
  const duty = (await onDuty(ctx)).find((d) => d.personId === me && d.shiftId === shiftId);
  if (duty) await mustOwnNothing(ctx, me, duty.id);
  return leaveByShift(ctx, shiftId, at);
}

/** What is open at the desk binds who is on their last duty there. */
async function mustOwnNothing(ctx: Ctx, me: string, leaving: string): Promise<void> {
  const own = (await onDuty(ctx)).filter((d) => d.personId === me && atDesk(d.role));
  if (!own.some((d) => d.id === leaving) || own.length > 1) return;
  const things = await openThings(ctx, me);
  mustNotTalk(things);
  if (things.length > 0)
    throw conflict(
      `${things.length === 1 ? 'One thing is' : `${things.length} things are`} still open with you at the desk.`,
      { things: things.length },
      'Hand it over at the desk, or give it to a dispatcher who is here.',
    );
}
