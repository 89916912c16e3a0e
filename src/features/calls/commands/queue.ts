import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { addressesOf } from '../../channels/index.ts';
import { settle } from '../../escalations/index.ts';
import { onBreak, onShift } from '../../shifts/index.ts';
import type { Line } from '../contract.ts';
import { GROUPS, RING, ROUNDS } from '../rules.ts';
import * as store from '../store.ts';
import { order, tell } from './common.ts';
import { awaitAnswer } from './wait.ts';

/** Who is on shift for a line in a round and neither on a break nor covered after a hard call, each once. */
export async function groupOf(
  ctx: Ctx,
  line: Line,
  round: number,
  { withBreaks = false } = {},
): Promise<string[]> {
  const roles = GROUPS[line][round] ?? [];
  const on = [...new Set((await Promise.all(roles.map((role) => onShift(ctx, role)))).flat())];
  if (withBreaks) return on;
  const resting = await onBreak(ctx, on);
  const covered = await store.selectCovers(ctx, on);
  return on.filter((id) => !resting.has(id) && !covered.has(id));
}

/**
 * Puts a caller into the queue and rings everyone on shift; where nobody is, those behind them; where nobody is there
 * either, a message is asked for at once: no telephone rings for ever.
 */
export async function enqueueCall(ctx: Ctx, call: store.CallRow): Promise<store.CallChange> {
  const queued = { queuedAt: call.queuedAt ?? ctx.now, roundAt: ctx.now };
  const first = await groupOf(ctx, call.line, 0);
  if (first.length > 0) return { ...queued, state: 'waiting', round: 0 };
  await awaitAnswer(ctx, call);
  const behind = await groupOf(ctx, call.line, 1);
  if (behind.length > 0) return { ...queued, state: 'waiting', round: 1, why: 'nobody' };
  return { ...queued, state: 'message', why: 'nobody' };
}

/** A caller who still waits: rings on, escalates when a round is over, and after the last asks for a message. */
export async function waitOn(ctx: Ctx, call: store.CallRow): Promise<store.CallChange> {
  const waited = (ctx.now.getTime() - (call.roundAt ?? ctx.now).getTime()) / 1000;
  if (waited < RING.roundSeconds) return {};
  await awaitAnswer(ctx, call);
  const round = call.round + 1;
  if (round < ROUNDS && (await groupOf(ctx, call.line, round)).length > 0) {
    return { round, roundAt: ctx.now };
  }
  return { state: 'message', why: call.why ?? 'unanswered' };
}

/**
 * Rings the phone of everyone who could take a call of this line, all at once, each once a round; or stops them all when
 * nobody waits any more.
 */
export async function ringFor(ctx: Ctx, line: Line): Promise<void> {
  const waiting = (await store.selectWaiting(ctx, line)).filter((c) => c.door === 'phone');
  const legs = await store.selectOpenLegs(ctx);
  if (waiting.length === 0) {
    await stopLegs(
      ctx,
      legs.filter((l) => l.line === line && l.state === 'ringing' && l.callId === null),
    );
    return;
  }
  const rounds = Array.from({ length: Math.max(...waiting.map((c) => c.round)) + 1 }, (_, n) => n);
  const group = new Set((await Promise.all(rounds.map((round) => groupOf(ctx, line, round)))).flat());
  const since = new Date(Math.max(...waiting.map((c) => (c.roundAt ?? c.startedAt).getTime())));
  const [busy, rung, byPhone] = await Promise.all([
    store.selectBusy(ctx),
    store.selectRungSince(ctx, since),
    store.selectByPhone(ctx, [...group]),
  ]);
  const ringing = new Set(legs.map((l) => l.personId));
  await ringPhones(
    ctx,
    line,
    [...group].filter((id) => !busy.has(id) && !rung.has(id) && !ringing.has(id) && byPhone.get(id)),
  );
}

/** Rings these people's telephones; for one call where it is given. Returns whose could be rung. */
export async function ringPhones(
  ctx: Ctx,
  line: Line,
  personIds: string[],
  callId: string | null = null,
): Promise<string[]> {
  const addresses = await addressesOf(ctx, personIds);
  const legs = personIds.flatMap((personId) => {
    const phone = addresses.get(personId)?.find(({ kind }) => kind === 'sms');
    const id = newId();
    if (!phone) return [];
    return [
      {
        ...{ id, personId, line, callId },
        address: ctx.vault.encrypt(phone.address, { record: id, field: 'address' }),
      },
    ];
  });
  await store.insertLegs(ctx, legs);
  for (const { id } of legs) await order(ctx, 'ring', { leg: id });
  return legs.map((l) => l.personId);
}

/** Ends these legs here at once and at the carrier after the commit. */
export async function stopLegs(ctx: Ctx, legs: store.LegRow[]): Promise<void> {
  await store.updateLegs(
    ctx,
    legs.map((l) => l.id),
    { state: 'over' },
  );
  for (const { id } of legs) await order(ctx, 'stop', { leg: id });
}

/** A call is over: everyone who was on it is free again, and who waits next rings them. */
export async function endCall(
  ctx: Ctx,
  call: store.CallRow,
  outcome: NonNullable<store.CallRow['outcome']>,
): Promise<store.CallRow> {
  if (call.state === 'ended') return call;
  await settle(ctx, call.id);
  const change = { state: 'ended' as const, outcome, endedAt: ctx.now, turn: call.turn + 1, number: null };
  await store.updateCall(ctx, call.id, change);
  await stopLegs(ctx, await store.selectLegsOf(ctx, call.id));
  if (call.door === 'web') await store.forgetPeers(ctx, call.id);
  await ringFor(ctx, call.line);
  await tell(ctx, call, 'ended');
  return { ...call, ...change };
}
