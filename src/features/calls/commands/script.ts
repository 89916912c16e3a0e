import type { Ctx } from '../../../platform/context.ts';
import { clockTime, dayAndTime, isLang, type Lang } from '../../../platform/i18n/index.ts';
import type { Next, Spoken, Verb } from '../../channels/index.ts';
import { spokenRights } from '../../rights/index.ts';
import { nextShift } from '../../shifts/index.ts';
import { say } from '../messages.ts';
import { longestMessage, RING } from '../rules.ts';
import * as store from '../store.ts';
import { langOf } from './common.ts';

const keySeconds = 8;
/** One waits at most so many seconds in silence on hold. */
const holdSeconds = 20;

/** What the caller hears and may do now. */
export async function verbsFor(ctx: Ctx, call: store.CallRow): Promise<Verb[]> {
  const lang = langOf(ctx, call.language);
  const next: Next = { call: call.id, turn: String(call.turn) };
  const words = (...texts: string[]): Spoken[] => texts.map((text) => ({ say: text, lang }));
  const ask = (parts: Spoken[], seconds = keySeconds): Verb[] => [
    { do: 'ask', parts, digits: 1, seconds, next },
    { do: 'go', next },
  ];
  const again = call.tries > 0 ? [say(lang, 'again')] : [];
  switch (call.state) {
    case 'language':
      return ask(languageParts(ctx));
    case 'menu':
      return ask(words(...again, ...(again.length ? [] : [greeting(ctx, lang)]), say(lang, 'menu')));
    case 'rights':
      return ask(words(...spokenRights(lang), say(lang, 'afterRights')), 1);
    case 'waiting':
      return ask(words(...(await waitingWords(ctx, call, lang))), RING.waitSeconds);
    case 'message':
      return [
        { do: 'speak', parts: words(...again, ...(await messageWords(ctx, call, lang))) },
        { do: 'record', seconds: longestMessage, next },
        { do: 'go', next },
      ];
    case 'ask_back':
      return ask(words(say(lang, 'kept'), say(lang, 'askBack')));
    case 'talking':
      return [
        { do: 'speak', parts: words(say(lang, 'connecting')) },
        { do: 'meet', room: call.id, host: false, next },
      ];
    case 'held':
      return [
        { do: 'speak', parts: words(say(lang, 'held')) },
        { do: 'pause', seconds: holdSeconds },
        { do: 'go', next: { call: call.id } },
      ];
    case 'ended':
      return [{ do: 'speak', parts: words(say(lang, 'goodbye')) }, { do: 'hangUp' }];
  }
}

/** Each language is offered in itself. */
const languageParts = (ctx: Ctx): Spoken[] =>
  ctx.network.languages.flatMap((lang, i) =>
    isLang(lang) ? [{ say: say(lang, 'chooseLanguage', { key: i + 1 }), lang }] : [],
  );

const greeting = (ctx: Ctx, lang: Lang) =>
  say(lang, 'greeting', { network: ctx.network.name, number: ctx.network.emergencyNumber });

async function waitingWords(ctx: Ctx, call: store.CallRow, lang: Lang): Promise<string[]> {
  const waiting = await store.selectWaiting(ctx, call.line);
  const place = 1 + waiting.findIndex((c) => c.id === call.id);
  const first = call.roundAt?.getTime() === ctx.now.getTime();
  const how = call.why === 'nobody' ? 'waitNobody' : call.line === 'legal' ? 'waitLegal' : 'wait';
  return [
    ...(first && call.round > 0 && call.why !== 'nobody' ? [say(lang, 'waitNext')] : []),
    first && (call.round === 0 || call.why === 'nobody') ? say(lang, how) : say(lang, 'stillCalling'),
    say(lang, 'position', { place: Math.max(1, place) }),
  ];
}

async function messageWords(ctx: Ctx, call: store.CallRow, lang: Lang): Promise<string[]> {
  if (call.tries > 0) return [say(lang, 'leaveMessage')];
  const why =
    call.why === 'nobody'
      ? [say(lang, 'messageNobody'), ...(await opening(ctx, call, lang))]
      : call.why === 'unanswered'
        ? [say(lang, 'messageUnanswered')]
        : [];
  return [...why, say(lang, call.line === 'legal' ? 'leaveLegal' : 'leaveMessage')];
}

/** When the next shift begins, as far as one is written down. */
async function opening(ctx: Ctx, { line }: store.CallRow, lang: Lang): Promise<string[]> {
  const at = await nextShift(ctx, line === 'legal' ? 'legal' : 'operator');
  if (!at) return [];
  const { timeZone } = ctx.network;
  const soon = at.getTime() - ctx.now.getTime() < 18 * 3_600_000;
  const time = soon ? clockTime(lang, at, timeZone) : dayAndTime(lang, at, timeZone);
  return [say(lang, 'opensAt', { time })];
}
