import type { Ctx } from '../../../platform/context.ts';
import { refused } from '../../../platform/problem.ts';
import * as store from '../store.ts';
import { order, tell } from './common.ts';
import { loadCall, loadOwn, member, movedOn } from './load.ts';
import { endCall, groupOf, ringPhones } from './queue.ts';
import { acceptHandOver, dropHandOver, take } from './take.ts';

/**
 * Takes a call at the desk. It stops ringing everywhere else; the taker's own telephone is the one they speak by, so it
 * rings, or rings on. Throws 409 with who and when where somebody was first.
 */
export async function answer(ctx: Ctx, id: string): Promise<void> {
  const personId = member(ctx);
  await store.lockCalls(ctx);
  const row = await loadCall(ctx, id, 'answer');
  if (row.answeredBy === personId && (row.state === 'talking' || row.state === 'held')) return;
  const isHanded = row.handingTo === personId;
  if (row.state !== 'waiting' && !isHanded) throw await movedOn(ctx, row);
  if ((await store.selectBusy(ctx)).has(personId))
    throw refused('You are in a call already.', 'End it, then take this one.');
  if (isHanded) {
    await acceptHandOver(ctx, row, null);
    return;
  }
  const mine = (await store.selectOpenLegs(ctx)).find((l) => l.personId === personId);
  if (row.door === 'phone') {
    if (mine) await store.updateLegs(ctx, [mine.id], { callId: row.id });
    else await ring(ctx, row, personId, 'you');
  }
  await take(ctx, row, personId, null);
}

async function ring(ctx: Ctx, row: store.CallRow, personId: string, who: 'you' | 'them'): Promise<void> {
  if ((await ringPhones(ctx, row.line, [personId], row.id)).length > 0) return;
  throw refused(
    `A telephone call is answered by telephone, and there is no number for ${who} here.`,
    who === 'you' ? 'Ask an admin to add your number, then take it again.' : 'Choose somebody else.',
  );
}

/** The caller waits on the line. */
export async function hold(ctx: Ctx, id: string): Promise<void> {
  const row = await loadOwn(ctx, id);
  if (row.state === 'talking') await turnTo(ctx, row, { state: 'held' });
}

/** The caller is back, and whoever was asked to take them over is not needed. */
export async function resume(ctx: Ctx, id: string): Promise<void> {
  const row = await loadOwn(ctx, id);
  if (row.handingTo) await dropHandOver(ctx, row);
  if (row.state === 'held') await turnTo(ctx, row, { state: 'talking' });
}

/** Asks another member on shift to take it over; until they do, it is with who has it, and the caller waits on the line. */
export async function handOver(ctx: Ctx, id: string, personId: string): Promise<void> {
  const row = await loadOwn(ctx, id);
  if (row.handingTo === personId) return;
  const group = [...(await groupOf(ctx, row.line, 0)), ...(await groupOf(ctx, row.line, 1))];
  if (personId === row.answeredBy || !group.includes(personId))
    throw refused('They are not on shift for calls.', 'Choose somebody who is.');
  if ((await store.selectBusy(ctx)).has(personId))
    throw refused('They are in a call.', 'Choose somebody who is free.');
  if (row.handingTo) await dropHandOver(ctx, row);
  if (row.door === 'phone') await ring(ctx, row, personId, 'them');
  await turnTo(ctx, row, { state: 'held', handingTo: personId });
}

async function turnTo(ctx: Ctx, row: store.CallRow, change: store.CallChange): Promise<void> {
  await store.updateCall(ctx, row.id, { ...change, turn: row.turn + 1, heardAt: ctx.now });
  await order(ctx, 'move', { call: row });
  await tell(ctx, row, 'changed');
}

/** Ends a call that the actor has. */
export async function hangUp(ctx: Ctx, id: string): Promise<void> {
  const personId = member(ctx);
  await store.lockCalls(ctx);
  const row = await loadCall(ctx, id, 'answer');
  if (row.state === 'ended') return;
  if (row.answeredBy !== personId) throw await movedOn(ctx, row);
  await endCall(ctx, row, 'answered');
  await order(ctx, 'move', { call: row });
}
