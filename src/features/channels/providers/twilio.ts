import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '../../../platform/config.ts';
import { type Answer, ask, NotAllowed, type Reach } from '../../../platform/http/outgoing.ts';
import type { Kind } from '../contract.ts';
import type { RawInbound } from '../types.ts';
import { each, type Heard, type Provider } from './provider.ts';
import { NotTaken, Undeliverable } from './undeliverable.ts';

type Settings = NonNullable<Config['twilio']>;
type Form = Record<string, string>;

export const timeoutMs = 10_000;
const mediaTimeoutMs = 60_000;
export const longestAnswer = 64 * 1024;
/** A little more than we keep, so that it is the keeping that says "too large". */
const longestMedia = 26 * 1024 * 1024;

/** The carrier's API as it is set, and the hosts on which it keeps its files: the API answers with a redirect to there. */
export const reachOf = ({ apiUrl }: Settings): Reach => ({
  origins: [new URL(apiUrl).origin],
  domains: ['twiliocdn.com'],
});

export const authorization = ({ accountSid, authToken }: Settings) =>
  `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;

/**
 * SMS and WhatsApp through Twilio, or any carrier that speaks its dialect. Talks to the configured host only. A long code
 * may send one segment a second in the United States and the carrier queues the rest for four hours; WhatsApp takes 80 a
 * second (Twilio, "Understanding rate limits").
 */
export function twilio(settings: Settings, publicUrl: string): Provider {
  return {
    kinds: ['sms', 'whatsapp'],
    carries: (kind) => ({
      ...{ longest: 1600, urgency: false, replies: true, once: false },
      receipts: kind === 'whatsapp' ? 'read' : 'delivered',
    }),
    pace: (kind) => (kind === 'whatsapp' ? { perSecond: 80, burst: 80 } : { perSecond: 1, burst: 60 }),
    batch: 25,
    check: (address) => /^\+[1-9]\d{6,14}$/.test(address),
    send: each(async ({ kind, address, body }) => {
      const spoken = (number: string) => (kind === 'whatsapp' ? `whatsapp:${number}` : number);
      const form = new URLSearchParams({
        To: spoken(address),
        From: spoken(settings.number),
        Body: body,
        StatusCallback: `${publicUrl}/hooks/twilio/status`,
      });
      const path = `/2010-04-01/Accounts/${settings.accountSid}/Messages.json`;
      const { status, text } = await ask(new URL(path, settings.apiUrl), reachOf(settings), {
        method: 'POST',
        headers: {
          authorization: authorization(settings),
          'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        },
        body: form.toString(),
        timeoutMs,
        maxBytes: longestAnswer,
      });
      const answer = readAnswer(await text());
      if (status >= 200 && status < 300 && answer.sid) return { providerId: answer.sid, delivered: false };
      const code = `carrier ${answer.code ?? status}`;
      // 4xx is about this message; 429 and 5xx are about the moment.
      if (status >= 400 && status < 500 && status !== 429) throw new Undeliverable(code);
      throw new NotTaken(code);
    }),
  };
}

export function readAnswer(text: string): { sid?: string; code?: number } {
  // Its code goes into the ledger in the clear, so it has to be one.
  const { sid, code } = readJson(text) as { sid?: unknown; code?: unknown };
  return {
    ...(typeof sid === 'string' && sid.length <= 64 && { sid }),
    ...(typeof code === 'number' && { code }),
  };
}

function readJson(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/**
 * `X-Twilio-Signature`: base64 of HMAC-SHA1, under the account's token, of the address called and of every form
 * field's name and value in the order of names (Twilio, "Validating requests"). Compared in constant time.
 */
export function isSigned(settings: Settings, url: string, form: Form, signature: string): boolean {
  const data = Object.keys(form)
    .sort()
    .reduce((text, name) => text + name + form[name], url);
  const expected = createHmac('sha1', settings.authToken).update(data).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The carrier's form fields as what was written in; null when they are not a message. */
export function readTwilioForm(settings: Settings, form: Form): RawInbound | null {
  const { MessageSid: providerId, From: from, Body: body = '' } = form;
  if (!providerId || !from || providerId.length > 64) return null;
  const kind: Kind = from.startsWith('whatsapp:') ? 'whatsapp' : 'sms';
  const address = from.replace(/^whatsapp:/, '');
  if (!/^\+?\d{3,15}$/.test(address)) return null;
  return { kind, providerId, address, body: body.slice(0, 4000), media: mediaOf(settings, form) };
}

function mediaOf(settings: Settings, form: Form) {
  const count = Math.min(Number(form.NumMedia ?? 0) || 0, 10);
  return Array.from({ length: count }, (_, i) => ({
    url: form[`MediaUrl${i}`] ?? '',
    type: form[`MediaContentType${i}`] ?? 'application/octet-stream',
  })).filter(({ url }) => isAllowed(settings, url));
}

/** Media is fetched from the carrier's own host and nowhere else, whatever a form says. */
export function isAllowed(settings: Settings, url: string): boolean {
  const [media, api] = [URL.parse(url), new URL(settings.apiUrl)];
  return media?.origin === api.origin && !media.username;
}

/** Opens a picture or video that came with a message. Throws when its address, or where it moved to, is not allowed. */
export async function fetchTwilioMedia(settings: Settings, url: string): Promise<Answer> {
  if (!isAllowed(settings, url)) throw new NotAllowed('media of another host');
  return ask(url, reachOf(settings), {
    headers: { authorization: authorization(settings) },
    timeoutMs: mediaTimeoutMs,
    maxBytes: longestMedia,
    redirects: 2,
  });
}

/** Has the carrier forget what it kept of a message or call and we have fetched. Throws as fetching does. */
export async function forgetTwilioMedia(settings: Settings, url: string): Promise<void> {
  const target = new URL(url);
  if (!isAllowed(settings, url)) throw new NotAllowed('media of another host');
  target.pathname = target.pathname.replace(/\.\w{3,4}$/, '');
  const { text } = await ask(target, reachOf(settings), {
    method: 'DELETE',
    headers: { authorization: authorization(settings) },
    timeoutMs,
    maxBytes: longestAnswer,
  });
  await text();
}

/** What a status callback says about a message; nothing where it says nothing new. */
export function readTwilioStatus(form: Form): Heard['receipts'] {
  const { MessageSid: providerId, MessageStatus: status, ErrorCode: code = '' } = form;
  if (!providerId) return [];
  if (status === 'delivered' || status === 'read') return [{ providerId, state: status }];
  if (status !== 'failed' && status !== 'undelivered') return [];
  return [{ providerId, state: 'failed', code: `carrier ${/^\d{1,6}$/.test(code) ? code : status}` }];
}
