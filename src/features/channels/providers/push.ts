import { randomBytes } from 'node:crypto';
import type { Config } from '../../../platform/config.ts';
import { ask, isWithin, type Reach } from '../../../platform/http/outgoing.ts';
import { isLang } from '../../../platform/i18n/index.ts';
import { say } from '../messages.ts';
import { testPurpose } from '../rules.ts';
import { type Delivery, each, type Provider } from './provider.ts';
import { encryptPush, type Subscription } from './push/encrypt.ts';
import { SenderKeys } from './push/sender-keys.ts';
import { Vapid } from './push/vapid.ts';
import { NotTaken, Undeliverable } from './undeliverable.ts';

type Settings = NonNullable<Config['vapid']>;

const timeoutMs = 10_000;
/** So long a push service keeps what it cannot bring, in seconds: who gets up later has been reached another way. */
const keptS = { urgent: 15 * 60, routine: 24 * 60 * 60 };

/** The push services of the browsers there are, and those that the settings name. */
export const pushReach = ({ origins }: Pick<Settings, 'origins'>): Reach => ({
  origins,
  domains: ['fcm.googleapis.com', 'push.services.mozilla.com', 'notify.windows.com', 'push.apple.com'],
});

/** A subscription as it is kept: its address and keys, apart by spaces. */
export const pushAddress = (endpoint: string, p256dh: string, auth: string): string =>
  `${endpoint} ${p256dh.replace(/=+$/, '')} ${auth.replace(/=+$/, '')}`;

/** Null where it is no subscription at a push service that this server may ask. */
export function readPushAddress(settings: Pick<Settings, 'origins'>, address: string): Subscription | null {
  const [endpoint = '', p256dh = '', auth = ''] = address.split(' ');
  const url = URL.parse(endpoint);
  const subscription = {
    endpoint,
    p256dh: Buffer.from(p256dh, 'base64url'),
    auth: Buffer.from(auth, 'base64url'),
  };
  if (!url || !isWithin(url, pushReach(settings)) || endpoint.length > 1000) return null;
  if (subscription.p256dh.length !== 65 || subscription.p256dh[0] !== 4 || subscription.auth.length !== 16)
    return null;
  return subscription;
}

/**
 * Web Push to the field app (RFC 8030, 8291, 8292). What travels is encrypted to the browser, and still says no more
 * than to open the app: it lies on locked screens. The worker of the app answers with a receipt, by a token in it.
 */
export function push(settings: Settings, publicUrl: string): Provider {
  const vapid = new Vapid(settings, publicUrl);
  const keys = new SenderKeys();
  const reach = pushReach(settings);
  return {
    kinds: ['push'],
    carries: () => ({
      // What does not fit is in the app.
      ...{ longest: Number.POSITIVE_INFINITY, urgency: true },
      ...{ receipts: 'read', replies: false, once: true },
    }),
    pace: () => ({ perSecond: 1000, burst: 5000 }),
    batch: 200,
    check: (address) => readPushAddress(settings, address) !== null,
    send: each(async (message) => {
      const to = readPushAddress(settings, message.address)!;
      const token = randomBytes(16).toString('base64url');
      const body = encrypt(to, message, token, keys);
      const { status, text } = await ask(to.endpoint, reach, {
        method: 'POST',
        headers: {
          authorization: vapid.headerFor(new URL(to.endpoint).origin, Date.now()),
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          ttl: String(message.urgent ? keptS.urgent : keptS.routine),
          urgency: message.urgent ? 'high' : 'normal',
          // A repeat takes the place of the first, where that is still on its way.
          topic: Buffer.from(message.id.replaceAll('-', ''), 'hex').toString('base64url'),
        },
        body,
        timeoutMs,
        maxBytes: 16 * 1024,
      });
      await text();
      if (status >= 200 && status < 300) return { providerId: token, delivered: false };
      if (status === 404 || status === 410) throw new Undeliverable('push gone', { gone: true });
      const code = `push ${status}`;
      if (status >= 400 && status < 500 && status !== 429) throw new Undeliverable(code);
      throw new NotTaken(code);
    }),
  };
}

function encrypt(to: Subscription, message: Delivery, token: string, keys: SenderKeys): Buffer {
  const { id, language, urgent, drill, purpose } = message;
  const lang = isLang(language) ? language : 'en';
  const isTest = purpose === testPurpose;
  const words = say(lang, isTest ? 'pushTest' : urgent ? 'pushUrgent' : 'push');
  const told = {
    id,
    token,
    urgent,
    title: drill ? `${say(lang, 'pushDrill')} · Porchlight` : 'Porchlight',
    words,
    // Where touching it leads.
    ...(isTest && { screen: 'wake' }),
  };
  try {
    return encryptPush(to, Buffer.from(JSON.stringify(told)), keys.take(to.p256dh));
  } catch {
    // 65 bytes that are no point of the curve: no browser made them.
    throw new Undeliverable('push key', { gone: true });
  }
}
