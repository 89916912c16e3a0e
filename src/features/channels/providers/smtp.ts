import { unescape as unescaped } from 'node:querystring';
import * as z from 'zod/mini';
import { type Config, isLoopbackHost } from '../../../platform/config.ts';
import { isLang } from '../../../platform/i18n/index.ts';
import { say } from '../messages.ts';
import { markDrill } from '../rules.ts';
import { type Delivery, each, type Provider } from './provider.ts';
import { NotTaken, Undeliverable } from './undeliverable.ts';

type Settings = NonNullable<Config['smtp']>;

const timeoutMs = 10_000;

// 254 is the longest address that fits a mail server's path (RFC 5321, 4.5.3.1.3).
const email = z.email().check(z.maxLength(254));

/** Can this be somebody's e-mail address? */
export const isEmail = (address: string): boolean => email.safeParse(address).success;

/** E-mail through the mail server of the settings. */
export function smtp(settings: Settings, publicUrl: string): Provider {
  const host = new URL(publicUrl).hostname;
  return {
    kinds: ['email'],
    carries: () => ({
      ...{ longest: 100_000, urgency: false, receipts: 'none', replies: false },
      // Mailboxes put messages of the same id together.
      once: true,
    }),
    pace: () => ({ perSecond: 10, burst: 100 }),
    batch: 20,
    check: isEmail,
    async send(messages) {
      const transport = await connect(settings, host);
      const hand = each(async (message) => {
        const { messageId } = await transport
          .sendMail({ ...letter(message, publicUrl), from: senderOf(settings, host) })
          .catch(rethrow);
        return { providerId: messageId, delivered: false };
      });
      return hand(messages).finally(() => transport.close());
    },
  };
}

/** A few connections for one batch: the server is not greeted anew for each message, and none is left open. */
async function connect(settings: Settings, host: string) {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url: settings.url,
    pool: true,
    maxConnections: 4,
    // Said in EHLO: the public name rather than the machine's own.
    name: host,
    // Neither password nor message cross a network in the clear.
    requireTLS: !isLoopbackHost(new URL(settings.url).hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

const letter = ({ id, address, body, language, drill, file }: Delivery, publicUrl: string) => ({
  to: { name: '', address },
  // Shown on locked screens: it says nothing of what the message is about.
  subject: drill ? markDrill('Porchlight', language) : 'Porchlight',
  // First, since the message itself says "reply".
  text: `${say(isLang(language) ? language : 'en', 'mail', { url: new URL('/field', publicUrl).href })}\n\n${body}`,
  // The same at every try, so that a mailbox can tell a repeated message.
  messageId: `<${id}@${new URL(publicUrl).hostname}>`,
  ...(file && { attachments: [{ filename: file.name, contentType: file.type, content: file.bytes }] }),
  headers: { 'Auto-Submitted': 'auto-generated' },
  signal: AbortSignal.timeout(timeoutMs),
});

/** The account at the mail server where that is an address, else the hotline at the public host. */
function senderOf({ url }: Settings, host: string) {
  const user = unescaped(new URL(url).username);
  return { name: 'Porchlight', address: isEmail(user) ? user : `hotline@${host}` };
}

function rethrow(error: { code?: string; responseCode?: number }): never {
  if (!error.responseCode) throw error;
  const code = `mail ${error.responseCode}`;
  // 5xx is for good where it is about this message; about greeting or login it is about the settings.
  if (error.responseCode >= 500 && ['EENVELOPE', 'EMESSAGE'].includes(error.code ?? ''))
    throw new Undeliverable(code);
  throw new NotTaken(code);
}
