import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import type { Verb } from '../../channels/index.ts';
import { isBanned } from '../../hotline/index.ts';
import type { Door } from '../contract.ts';
import { afterChallenge, afterLanguage, afterMenu, afterWaiting, type Move, outcomeOf } from '../rules.ts';
import * as store from '../store.ts';
import { challengeOf, originOf, tell } from './common.ts';
import { isProven } from './flood.ts';
import { askBack, keepMessage, type Recorded } from './message.ts';
import { endCall, enqueueCall, ringFor, waitOn } from './queue.ts';
import { verbsFor } from './script.ts';

/** What a caller did at one step; nothing where they only waited. */
export interface Said {
  from: string;
  digits: string | null;
  recorded: Recorded | null;
}

/** A telephone rings the hotline. The carrier's same call again is the same call. */
export async function arrive(
  ctx: Ctx,
  { door, carrierId, from }: { door: Door; carrierId: string; from: string },
): Promise<Verb[]> {
  const known = await store.selectCallOf(ctx, door, carrierId);
  if (known) return verbsFor(ctx, known);
  const id = newId();
  const origin = originOf(ctx.vault, from);
  const banned = await isBanned(ctx, origin);
  const proven = banned || (await isProven(ctx, origin));
  const languages = ctx.network.languages;
  const isNew = await store.insertCall(ctx, {
    ...{ id, door, carrierId, origin, proven },
    language: languages[0] ?? 'en',
    state: languages.length > 1 ? 'language' : proven ? 'menu' : 'challenge',
    why: banned ? 'banned' : null,
  });
  const call = (await store.selectCallOf(ctx, door, carrierId))!;
  if (isNew) await tell(ctx, call, 'started');
  return verbsFor(ctx, call);
}

/**
 * What a caller does next. `turn` is the step that the carrier answers: an answer to an earlier one, sent twice or too
 * late, changes nothing and hears where the call is now. Null: nothing was answered, the carrier only asks.
 */
export async function proceed(ctx: Ctx, id: string, turn: number | null, said: Said): Promise<Verb[]> {
  await store.lockCalls(ctx);
  const call = await store.selectCall(ctx, id);
  if (!call) return [{ do: 'hangUp' }];
  if (call.state === 'ended') return verbsFor(ctx, await keepLate(ctx, call, turn, said.recorded));
  if (turn !== call.turn) {
    // Whom we call back is there.
    const answeredAt = call.outgoing && !call.answeredAt ? ctx.now : undefined;
    await store.updateCall(ctx, id, { heardAt: ctx.now, answeredAt });
    return verbsFor(ctx, call);
  }
  return verbsFor(ctx, await step(ctx, call, said));
}

/** Who hangs up after the tone is told of twice: what they said may come after the word that they have gone. */
async function keepLate(
  ctx: Ctx,
  call: store.CallRow,
  turn: number | null,
  recorded: Recorded | null,
): Promise<store.CallRow> {
  if (!recorded || turn !== call.turn - 1 || call.answeredAt || call.reportId) return call;
  const { reportId } = await keepMessage(ctx, call, recorded);
  await store.updateCall(ctx, call.id, { reportId, outcome: 'message' });
  await tell(ctx, call, 'ended');
  return call;
}

async function step(ctx: Ctx, call: store.CallRow, said: Said): Promise<store.CallRow> {
  switch (call.state) {
    case 'language':
      return save(ctx, call, afterLanguage(call, said.digits, ctx.network.languages));
    case 'challenge':
      return save(ctx, call, afterChallenge(call, said.digits, challengeOf(ctx, call.id)));
    case 'menu':
      return choose(ctx, call, afterMenu(call, said.digits));
    case 'rights':
      return save(ctx, call, { state: 'menu' });
    case 'waiting': {
      const move = afterWaiting(said.digits);
      const after = await save(ctx, call, move.state ? move : await waitOn(ctx, call));
      await ringFor(ctx, call.line);
      return after;
    }
    case 'message':
      return said.recorded
        ? save(ctx, call, await keepMessage(ctx, call, said.recorded))
        : call.tries > 0
          ? endCall(ctx, call, outcomeOf(call))
          : save(ctx, call, { tries: 1 });
    case 'ask_back':
      if (said.digits === '1') await askBack(ctx, call, said.from);
      return endCall(ctx, call, 'message');
    case 'talking':
      return endCall(ctx, call, 'answered');
    default:
      return call;
  }
}

/** Who chose to speak with somebody waits, unless their number is banned: they are asked for a message. */
async function choose(ctx: Ctx, call: store.CallRow, move: Move): Promise<store.CallRow> {
  if (move.state !== 'waiting') return save(ctx, call, move);
  if (call.why === 'banned') return save(ctx, call, { ...move, state: 'message' });
  const queued = await enqueueCall(ctx, { ...call, ...move });
  const after = await save(ctx, call, { ...move, ...queued });
  await ringFor(ctx, after.line);
  return after;
}

async function save(ctx: Ctx, call: store.CallRow, change: store.CallChange): Promise<store.CallRow> {
  const all = { ...change, turn: call.turn + 1, heardAt: ctx.now };
  await store.updateCall(ctx, call.id, all);
  const after = { ...call, ...all };
  if (after.state !== call.state || after.round !== call.round)
    await tell(ctx, after, after.state === 'waiting' && call.state !== 'waiting' ? 'waiting' : 'changed');
  return after;
}

/** The caller has hung up, or the line is gone. What they chose and how long they waited stays. */
export async function hungUp(ctx: Ctx, door: Door, carrierId: string): Promise<void> {
  await store.lockCalls(ctx);
  await end(ctx, await store.selectCallOf(ctx, door, carrierId));
}

/** The same of a call by its id, which an end that outruns the carrier's own answer names. */
export async function ended(ctx: Ctx, id: string): Promise<void> {
  await store.lockCalls(ctx);
  await end(ctx, await store.selectCall(ctx, id));
}

async function end(ctx: Ctx, call: store.CallRow | undefined): Promise<void> {
  if (!call || call.state === 'ended') return;
  const outcome = call.answeredAt ? 'answered' : call.reportId ? 'message' : outcomeOf(call);
  await endCall(ctx, call, outcome);
}
