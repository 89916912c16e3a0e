import type { Ctx } from '../../../platform/context.ts';
import { OWN_NAMES } from '../../../platform/i18n/index.ts';
import type { Spoken, Verb } from '../../channels/index.ts';
import { callSigns, people } from '../../people/index.ts';
import type { Line } from '../contract.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';
import { langOf, order, roomOf } from './common.ts';
import { ringFor } from './queue.ts';
import { acceptHandOver, dropHandOver, requeue, take } from './take.ts';

/** Time to press 1, in seconds. */
const keySeconds = 10;

/**
 * A member has picked up: they hear who waits and press 1. A mailbox that picks up cannot, so it never has a caller.
 */
export async function answerLeg(
  ctx: Ctx,
  id: string,
  carrierId: string,
  digits: string | null,
): Promise<Verb[]> {
  await store.lockCalls(ctx);
  const leg = await store.selectLeg(ctx, id);
  if (!leg || leg.state === 'over') return leg ? gone(ctx, leg) : [{ do: 'hangUp' }];
  if (!leg.carrierId) await store.updateLegs(ctx, [id], { carrierId });
  const mine = leg.callId ? await store.selectCall(ctx, leg.callId) : undefined;
  if (mine) {
    if (mine.handingTo === leg.personId) {
      if (digits !== '1') return digits ? decline(ctx, leg) : offerHandOver(ctx, leg, mine);
      return meet(await acceptHandOver(ctx, mine, leg));
    }
    if (mine.state === 'ended' || mine.answeredBy !== leg.personId) return gone(ctx, leg);
    await store.updateLegs(ctx, [id], { state: 'talking' });
    // They are there: now who is called back.
    if (mine.outgoing && leg.state === 'ringing') await order(ctx, 'out', { call: mine });
    return meet(mine);
  }
  if (digits === '1') {
    const [first] = await waitingByPhone(ctx, leg.line);
    if (!first) return gone(ctx, leg);
    return meet(await take(ctx, first, leg.personId, leg));
  }
  return digits ? decline(ctx, leg) : offer(ctx, leg);
}

/** Who called from a browser is taken at a desk: no telephone reaches them. */
const waitingByPhone = async (ctx: Ctx, line: Line) =>
  (await store.selectWaiting(ctx, line)).filter(({ door }) => door === 'phone');

const meet = (call: store.CallRow): Verb[] => [
  { do: 'meet', room: roomOf(call), host: true },
  { do: 'hangUp' },
];

async function spoken(ctx: Ctx, leg: store.LegRow) {
  const [person] = await people(ctx, [leg.personId]);
  const lang = langOf(ctx, person?.languages[0] ?? '');
  return { lang, words: (...texts: string[]): Spoken[] => texts.map((text) => ({ say: text, lang })) };
}

async function offer(ctx: Ctx, leg: store.LegRow): Promise<Verb[]> {
  const waiting = await waitingByPhone(ctx, leg.line);
  if (waiting.length === 0) return gone(ctx, leg);
  const { lang, words } = await spoken(ctx, leg);
  const [first] = waiting;
  const parts = words(
    say(lang, 'offer', {
      count: waiting.length,
      language: OWN_NAMES[langOf(ctx, first!.language)],
      choice: first!.choice ?? 'none',
    }),
  );
  return [{ do: 'ask', parts, digits: 1, seconds: keySeconds, next: { leg: leg.id } }, { do: 'hangUp' }];
}

async function offerHandOver(ctx: Ctx, leg: store.LegRow, call: store.CallRow): Promise<Verb[]> {
  const { lang, words } = await spoken(ctx, leg);
  const who = (await callSigns(ctx, [call.answeredBy!])).get(call.answeredBy!) ?? '–';
  const parts = words(say(lang, 'offerHandOver', { who, language: OWN_NAMES[langOf(ctx, call.language)] }));
  return [{ do: 'ask', parts, digits: 1, seconds: keySeconds, next: { leg: leg.id } }, { do: 'hangUp' }];
}

/** Somebody else was first, or the caller has gone. */
async function gone(ctx: Ctx, leg: store.LegRow): Promise<Verb[]> {
  const { lang, words } = await spoken(ctx, leg);
  await store.updateLegs(ctx, [leg.id], { state: 'over' });
  return [{ do: 'speak', parts: words(say(lang, 'taken')) }, { do: 'hangUp' }];
}

async function decline(ctx: Ctx, leg: store.LegRow): Promise<Verb[]> {
  await store.updateLegs(ctx, [leg.id], { state: 'over' });
  const call = leg.callId ? await store.selectCall(ctx, leg.callId) : undefined;
  if (call?.handingTo === leg.personId) await dropHandOver(ctx, call);
  return [{ do: 'hangUp' }];
}

/** A member's phone has stopped: not picked up, hung up, or at the end of a call. */
export async function legOver(ctx: Ctx, id: string): Promise<void> {
  await store.lockCalls(ctx);
  const leg = await store.selectLeg(ctx, id);
  if (!leg || leg.state === 'over') return;
  await store.updateLegs(ctx, [id], { state: 'over' });
  const call = leg.callId ? await store.selectCall(ctx, leg.callId) : undefined;
  if (call?.handingTo === leg.personId) await dropHandOver(ctx, call);
  if (!call || call.answeredBy !== leg.personId) return;
  await requeue(ctx, call, leg);
  await ringFor(ctx, leg.line);
}
