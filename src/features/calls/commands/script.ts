import type { Ctx } from '../../../platform/context.ts';
import { clockTime, dayAndTime } from '../../../platform/i18n/index.ts';
import type { Next, Spoken, Verb } from '../../channels/index.ts';
import { spokenRights } from '../../rights/index.ts';
import { deskOpensAt, nextShift } from '../../shifts/index.ts';
import { longestMessage, RING } from '../rules.ts';
import * as store from '../store.ts';
import { challengeOf, roomOf } from './common.ts';
import { languageOffers, type Voice, voiceIn } from './voice.ts';

const keySeconds = 8;
/** One waits at most so many seconds in silence on hold. */
const holdSeconds = 20;

/** What the caller hears and may do now. */
export async function verbsFor(ctx: Ctx, call: store.CallRow): Promise<Verb[]> {
  const voice = await voiceIn(ctx, call.language);
  const next: Next = { call: call.id, turn: String(call.turn) };
  const ask = (parts: Spoken[], seconds = keySeconds, digits = 1): Verb[] => [
    { do: 'ask', parts, digits, seconds, next },
    { do: 'go', next },
  ];
  const again = call.tries > 0 ? [voice.say('again')] : [];
  switch (call.state) {
    case 'language':
      return ask(await languageOffers(ctx));
    case 'challenge':
      return ask([...again, voice.say('challenge', spelt(challengeOf(ctx, call.id)))], keySeconds, 2);
    case 'menu':
      return ask([...(again.length > 0 ? again : [greeting(ctx, voice)]), voice.say('menu')]);
    case 'rights':
      return ask([...spokenRights(voice.lang).map(voice.read), voice.say('afterRights')], 1);
    case 'waiting':
      return ask(await waitingWords(ctx, call, voice), RING.waitSeconds);
    case 'message':
      return [
        { do: 'speak', parts: [...again, ...(await messageWords(ctx, call, voice))] },
        { do: 'record', seconds: longestMessage, next },
        { do: 'go', next },
      ];
    case 'ask_back':
      return ask([voice.say('kept'), voice.say('askBack')]);
    case 'talking':
      return [
        { do: 'speak', parts: [voice.say('connecting')] },
        { do: 'meet', room: roomOf(call), host: false, next },
      ];
    case 'held':
      return [
        { do: 'speak', parts: [voice.say('held')] },
        { do: 'pause', seconds: holdSeconds },
        { do: 'go', next: { call: call.id } },
      ];
    case 'ended':
      return [{ do: 'speak', parts: [voice.say('goodbye')] }, { do: 'hangUp' }];
  }
}

const spelt = ([first, second]: string) => ({ first: first!, second: second! });

const greeting = (ctx: Ctx, voice: Voice) =>
  voice.say('greeting', { network: ctx.network.name, number: ctx.network.emergencyNumber });

async function waitingWords(ctx: Ctx, call: store.CallRow, voice: Voice): Promise<Spoken[]> {
  const waiting = await store.selectWaiting(ctx, call.line);
  const place = 1 + waiting.findIndex((c) => c.id === call.id);
  const first = call.roundAt?.getTime() === ctx.now.getTime();
  const how = call.why === 'nobody' ? 'waitNobody' : call.line === 'legal' ? 'waitLegal' : 'wait';
  return [
    ...(first && call.round > 0 && call.why !== 'nobody' ? [voice.say('waitNext')] : []),
    voice.say(first && (call.round === 0 || call.why === 'nobody') ? how : 'stillCalling'),
    voice.say('position', { place: Math.max(1, place) }),
  ];
}

async function messageWords(ctx: Ctx, call: store.CallRow, voice: Voice): Promise<Spoken[]> {
  if (call.tries > 0) return [voice.say('leaveMessage')];
  const why =
    call.why === 'nobody'
      ? [voice.say('messageNobody'), ...(await opening(ctx, call, voice))]
      : call.why === 'unanswered'
        ? [voice.say('messageUnanswered')]
        : [];
  return [...why, voice.say(call.line === 'legal' ? 'leaveLegal' : 'leaveMessage')];
}

/** When the desk is open again; of the legal desk, when its next shift begins, as far as one is written down. */
async function opening(ctx: Ctx, { line }: store.CallRow, voice: Voice): Promise<Spoken[]> {
  const at = line === 'legal' ? await nextShift(ctx, 'legal') : await deskOpensAt(ctx);
  if (!at) return [];
  const { timeZone } = ctx.network;
  const soon = at.getTime() - ctx.now.getTime() < 18 * 3_600_000;
  const time = soon ? clockTime(voice.lang, at, timeZone) : dayAndTime(voice.lang, at, timeZone);
  return [voice.say('opensAt', { time })];
}
