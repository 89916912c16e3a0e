import type { Ctx } from '../../../platform/context.ts';
import { settle } from '../../escalations/index.ts';
import * as store from '../store.ts';
import { order, tell } from './common.ts';
import { reportOfLive } from './live.ts';
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
): Promise<store.CallRow> {
  const change = {
    ...(call.line === 'legal' && { reportId: await reportOfLive(ctx, call) }),
    state: 'talking' as const,
    answeredBy: personId,
    handingTo: null,
    answeredAt: call.answeredAt ?? ctx.now,
    turn: call.turn + 1,
    heardAt: ctx.now,
  };
  await store.updateCall(ctx, call.id, change);
  await settle(ctx, call.id);
  if (leg) await store.updateLegs(ctx, [leg.id], { state: 'talking', callId: call.id });
  await order(ctx, 'move', { call });
  await ringFor(ctx, call.line);
  const others = (await store.selectOpenLegs(ctx)).filter(
    (l) => l.personId === personId && l.id !== leg?.id && l.callId !== call.id,
  );
  await stopLegs(ctx, others);
  await tell(ctx, call, 'answered');
  return { ...call, ...change };
}

/** The member who was asked takes it over: the caller, who was on hold, speaks with them now. */
export async function acceptHandOver(
  ctx: Ctx,
  call: store.CallRow,
  leg: store.LegRow | null,
): Promise<store.CallRow> {
  const before = (await store.selectLegsOf(ctx, call.id)).filter((l) => l.personId === call.answeredBy);
  const after = await take(ctx, call, call.handingTo!, leg);
  await stopLegs(ctx, before);
  await ringFor(ctx, call.line);
  return after;
}

/** They will not, or did not pick up: it is still with who has it. */
export async function dropHandOver(ctx: Ctx, call: store.CallRow): Promise<void> {
  await store.updateCall(ctx, call.id, { handingTo: null });
  const legs = await store.selectLegsOf(ctx, call.id);
  await stopLegs(
    ctx,
    legs.filter((l) => l.personId === call.handingTo),
  );
  await tell(ctx, call, 'changed');
}

/**
 * Who had this call is off the line. A caller who speaks is done; one on hold, or whom nobody has spoken to yet, waits
 * again, before those who came later.
 */
export async function requeue(ctx: Ctx, call: store.CallRow, leg: store.LegRow): Promise<void> {
  // Who is called back and was not reached waits for nobody.
  if (call.outgoing || (call.state === 'talking' && leg.state === 'talking')) {
    await endCall(ctx, call, call.answeredAt ? 'answered' : 'abandoned');
    // Their telephone may still ring.
    if (call.outgoing && !call.answeredAt) await order(ctx, 'move', { call });
    return;
  }
  if (call.state !== 'talking' && call.state !== 'held') return;
  await store.updateCall(ctx, call.id, {
    state: 'waiting',
    answeredBy: null,
    handingTo: null,
    round: 0,
    roundAt: ctx.now,
    turn: call.turn + 1,
  });
  await order(ctx, 'move', { call });
  await tell(ctx, call, 'waiting');
}
