import type { Config } from '../../../platform/config.ts';
import { type Xml, xml } from '../../../platform/html/index.ts';
import { ask } from '../../../platform/http/outgoing.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { LegHeard, LegOver, Next, Spoken, Verb, VoiceCarrier } from '../voice.ts';
import { each, type Provider } from './provider.ts';
import { authorization, isAllowed, longestAnswer, reachOf, readAnswer, timeoutMs } from './twilio.ts';
import { Undeliverable } from './undeliverable.ts';

type Settings = NonNullable<Config['twilio']>;
type Form = Record<string, string>;

const path = '/hooks/twilio/voice';

/** Voices of the carrier's speech, by language (Twilio, "Text-to-speech voices"). */
const voices: Record<Lang, { voice: string; language: string }> = {
  en: { voice: 'Polly.Joanna', language: 'en-US' },
  es: { voice: 'Polly.Lupe', language: 'es-US' },
  zh: { voice: 'Polly.Zhiyu', language: 'cmn-CN' },
};

/** What a leg does next, in TwiML. Nothing is ever recorded but what a caller chose to leave. */
export function toTwiml(verbs: Verb[], publicUrl: string): string {
  const at = (next: Next) => `${publicUrl}${path}?${new URLSearchParams(next)}`;
  const spoken = (parts: Spoken[]): Xml[] =>
    parts.map((part) => {
      if ('play' in part) return xml`<Play>${publicUrl}${part.play}</Play>`;
      const { voice, language } = voices[part.lang];
      return xml`<Say voice="${voice}" language="${language}">${part.say}</Say>`;
    });
  const one = (verb: Verb): Xml | Xml[] => {
    switch (verb.do) {
      case 'speak':
        return spoken(verb.parts);
      case 'ask':
        return xml`<Gather input="dtmf" numDigits="${verb.digits}" timeout="${verb.seconds}" method="POST" action="${at(verb.next)}">${spoken(verb.parts)}</Gather>`;
      case 'pause':
        return xml`<Pause length="${verb.seconds}"/>`;
      case 'record':
        return xml`<Record method="POST" action="${at(verb.next)}" maxLength="${verb.seconds}" timeout="8" finishOnKey="#" playBeep="true" transcribe="false"/>`;
      case 'meet':
        return meet(verb.room, verb.host, verb.next ? at(verb.next) : null);
      case 'go':
        return xml`<Redirect method="POST">${at(verb.next)}</Redirect>`;
      case 'hangUp':
        return xml`<Hangup/>`;
    }
  };
  return String(xml`<?xml version="1.0" encoding="UTF-8"?><Response>${verbs.flatMap(one)}</Response>`);
}

function meet(room: string, host: boolean, action: string | null): Xml {
  const conference = xml`<Conference beep="false" startConferenceOnEnter="true" endConferenceOnExit="${String(host)}" record="do-not-record" waitUrl="">${room}</Conference>`;
  return action
    ? xml`<Dial method="POST" action="${action}">${conference}</Dial>`
    : xml`<Dial>${conference}</Dial>`;
}

const number = (text: string | undefined) => (/^\+[1-9]\d{6,14}$/.test(text ?? '') ? text! : '');

/** A recording's address gives a large WAV; with this ending a small MP3. */
const asMp3 = (url: string) => (/\.\w{3,4}$/.test(url) ? url : `${url}.mp3`);

/** The carrier's question about a leg; null when it is about none. */
export function readTwilioVoice(settings: Settings, form: Form, next: Next): LegHeard | null {
  const { CallSid: carrierId, From: from, Digits: digits, RecordingUrl: url } = form;
  if (!carrierId || carrierId.length > 64) return null;
  const seconds = Number(form.RecordingDuration ?? 0);
  return {
    carrierId,
    from: number(from),
    next,
    digits: digits && /^[\d*#]{1,8}$/.test(digits) ? digits : null,
    recording:
      url && seconds > 0 && isAllowed(settings, url)
        ? { url: asMp3(url), seconds: Math.min(seconds, 3600) }
        : null,
  };
}

const over = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled']);

/** What a status callback says of a leg; null when it is about none, or it goes on. */
export function readTwilioLegStatus(form: Form, next: Next): LegOver | null {
  const { CallSid: carrierId, CallStatus: status, From: from } = form;
  if (!carrierId || carrierId.length > 64 || !over.has(status ?? '')) return null;
  return { carrierId, from: number(from), next };
}

/** Calls by Twilio's API, or any carrier that speaks its dialect. */
export function twilioVoice(settings: Settings, publicUrl: string): VoiceCarrier {
  const calls = `/2010-04-01/Accounts/${settings.accountSid}/Calls`;
  async function tell(where: string, form: Form): Promise<{ sid?: string }> {
    const { status, text } = await ask(new URL(where, settings.apiUrl), reachOf(settings), {
      method: 'POST',
      headers: {
        authorization: authorization(settings),
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: new URLSearchParams(form).toString(),
      timeoutMs,
      maxBytes: longestAnswer,
    });
    const answer = readAnswer(await text());
    if (status >= 200 && status < 300) return answer;
    const code = `carrier ${answer.code ?? status}`;
    if (status >= 400 && status < 500 && status !== 429) throw new Undeliverable(code);
    throw Object.assign(new Error(code), { code });
  }
  const at = (next: Next) => `${publicUrl}${path}?${new URLSearchParams(next)}`;
  const leg = (carrierId: string) => `${calls}/${encodeURIComponent(carrierId)}.json`;
  return {
    async ring(to, next, seconds) {
      const { sid } = await tell(`${calls}.json`, {
        To: to,
        From: settings.number,
        Url: at(next),
        Method: 'POST',
        Timeout: String(seconds),
        StatusCallback: `${publicUrl}/hooks/twilio/status?${new URLSearchParams(next)}`,
        StatusCallbackMethod: 'POST',
        StatusCallbackEvent: 'completed',
        Record: 'false',
      });
      if (!sid) throw Object.assign(new Error('carrier without id'), { code: 'carrier without id' });
      return { carrierId: sid };
    },
    move: async (carrierId, next) => {
      await tell(leg(carrierId), { Url: at(next), Method: 'POST' });
    },
    stop: async (carrierId) => {
      await tell(leg(carrierId), { Status: 'completed' });
    },
  };
}

/** How long a member's telephone rings for a page, in seconds; before most mailboxes pick up. */
const pageSeconds = 25;

/**
 * Pages by telephone: a message is read out, and a key says that somebody heard it. One call a second is what a carrier's
 * account may begin without asking for more (Twilio, "Calls per second").
 */
export function twilioPages(settings: Settings, publicUrl: string): Provider {
  const carrier = twilioVoice(settings, publicUrl);
  return {
    kinds: ['voice'],
    carries: () => ({
      ...{ longest: 1600, urgency: true, replies: true, once: false },
      receipts: 'read',
    }),
    pace: () => ({ perSecond: 1, burst: 10 }),
    batch: 10,
    check: (address) => /^\+[1-9]\d{6,14}$/.test(address),
    send: each(async ({ id, address }) => {
      const { carrierId } = await carrier.ring(address, { page: id }, pageSeconds);
      return { providerId: carrierId, delivered: false };
    }),
  };
}
