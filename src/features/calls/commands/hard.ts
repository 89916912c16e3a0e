import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { escalate, settle, whoHas } from '../../escalations/index.ts';
import { callSigns } from '../../people/index.ts';
import { buddyNow } from '../../shifts/index.ts';
import { type Cover, LINES } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { member } from './load.ts';
import { ringFor, stopLegs } from './queue.ts';

/** For so long a seat is covered after a hard call. */
const coverMinutes = 15;

/**
 * It was a hard call, or is one: from now on the actor's telephone does not ring and others' do. The quarter of an hour
 * begins, and the buddy is asked, when no call of theirs goes on. Again is the same act.
 */
export async function coverSeat(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'answer', 'call');
  const personId = member(ctx);
  await store.lockCalls(ctx);
  if (!(await store.insertHard(ctx, { id, personId, until: null }))) return;
  const legs = await store.selectOpenLegs(ctx);
  await stopLegs(
    ctx,
    legs.filter((l) => l.personId === personId && l.state === 'ringing' && l.callId === null),
  );
  if (!(await store.selectBusy(ctx)).has(personId)) await begin(ctx, id, personId);
  await changed(ctx, personId);
}

/** Who stands by is asked first, by a page that wakes; without one, or without an answer, whoever is behind the desk. */
async function begin(ctx: Ctx, id: string, personId: string): Promise<void> {
  const until = plusMinutes(ctx.now, coverMinutes);
  await store.updateHard(ctx, id, { until });
  await enqueue(ctx, 'calls.uncover', { id }, until, `uncover ${id}`);
  const callSign = (await callSigns(ctx, [personId])).get(personId) ?? '–';
  const first = await buddyNow(ctx, personId);
  await escalate(ctx, { kind: 'hardCall', subject: id, facts: { callSign, personId }, first });
}

/** A call ended or went to somebody else: whoever said that it was hard is covered from now on. */
export async function beginCovers(ctx: Ctx): Promise<void> {
  if ((await store.selectUnbegun(ctx)).length === 0) return;
  await store.lockCalls(ctx);
  const busy = await store.selectBusy(ctx);
  for (const { id, personId } of await store.selectUnbegun(ctx)) {
    if (busy.has(personId)) continue;
    await begin(ctx, id, personId);
    await changed(ctx, personId);
  }
}

/** "I am back": one's telephone rings again, and nobody needs to call any more. */
export async function uncoverSeat(ctx: Ctx): Promise<void> {
  authorize(policy, ctx.actor, 'answer', 'call');
  const personId = member(ctx);
  await store.lockCalls(ctx);
  const row = (await store.selectCovers(ctx, [personId])).get(personId);
  if (row) await end(ctx, row);
}

/** The quarter of an hour is over. */
export async function uncover(ctx: Ctx, id: string): Promise<void> {
  await store.lockCalls(ctx);
  const row = await store.selectHard(ctx, id);
  if (row?.until && row.until <= ctx.now) await end(ctx, row);
}

async function end(ctx: Ctx, { id, personId }: store.HardRow): Promise<void> {
  await store.updateHard(ctx, id, { endedAt: ctx.now });
  await settle(ctx, id, 'hardCall');
  await changed(ctx, personId);
  for (const line of LINES) await ringFor(ctx, line);
}

const changed = (ctx: Ctx, subject: string) => emit(ctx, { kind: 'presence.changed', subject, data: {} });

/** How the seat of a member is covered, as they see it; null where it is not. */
export async function coverOf(ctx: Ctx, personId: string | null): Promise<Cover | null> {
  const row = personId ? (await store.selectCovers(ctx, [personId])).get(personId) : undefined;
  if (!row) return null;
  const who = await whoHas(ctx, row.id, 'hardCall');
  const heard = who ? ((await callSigns(ctx, [who])).get(who) ?? null) : null;
  return { until: row.until?.toISOString() ?? null, heard };
}
