import type { Ctx } from '../../../platform/context.ts';
import * as store from '../store.ts';
import { order, tell } from './common.ts';
import { endCall, ringFor, stopLegs } from './queue.ts';

/**
 * This caller is theirs now: the other phones stop unless somebody else waits. Asked under the lock of the calls with a
 * call that waits, so each has one taker.
 */
export async function take(
  ctx: Ctx,
  call: store.CallRow,
  personId: string,
  leg: store.LegRow | null,
): Promise<void> {
  await store.updateCall(ctx, call.id, {
    state: 'talking',
    answeredBy: personId,
    answeredAt: call.answeredAt ?? ctx.now,
    turn: call.turn + 1,
    heardAt: ctx.now,
  });
  if (leg) await store.updateLegs(ctx, [leg.id], { state: 'talking', callId: call.id });
  await order(ctx, 'move', { call });
  await ringFor(ctx, call.line);
  const others = (await store.selectOpenLegs(ctx)).filter(
    (l) => l.personId === personId && l.id !== leg?.id && l.callId !== call.id,
  );
  await stopLegs(ctx, others);
  await tell(ctx, call, 'answered');
}

/**
 * Who had this call is off the line. A caller who speaks is done; one on hold, or whom nobody has spoken to yet, waits
 * again, before those who came later.
 */
export async function requeue(ctx: Ctx, call: store.CallRow, leg: store.LegRow): Promise<void> {
  if (call.state === 'talking' && leg.state === 'talking') {
    await endCall(ctx, call, 'answered');
    return;
  }
  if (call.state !== 'talking' && call.state !== 'held') return;
  await store.updateCall(ctx, call.id, {
    state: 'waiting',
    answeredBy: null,
    round: 0,
    roundAt: ctx.now,
    turn: call.turn + 1,
  });
  await order(ctx, 'move', { call });
  await tell(ctx, call, 'waiting');
}
