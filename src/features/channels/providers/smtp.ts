import { unescape as unescaped } from 'node:querystring';
import type { SendMailOptions } from 'nodemailer';
import * as z from 'zod/mini';
import { type Config, isLoopbackHost } from '../../../platform/config.ts';
import { isLang } from '../../../platform/i18n/index.ts';
import { say } from '../messages.ts';
import { markDrill } from '../rules.ts';
import { messageIdOf, providerIdOf, threadIdOf } from './mail/ids.ts';
import { followMailbox } from './mail/mailbox.ts';
import { type Delivery, each, type Provider } from './provider.ts';
import { NotTaken, Undeliverable } from './undeliverable.ts';

type Settings = NonNullable<Config['smtp']>;

/** A server that is silent for so long has failed; the message goes on, marked as perhaps sent. */
const timeoutMs = 10_000;

// 254 is the longest address that fits a mail server's path (RFC 5321, 4.5.3.1.3).
const email = z.email().check(z.maxLength(254));

/** Can this be somebody's e-mail address? */
export const isEmail = (address: string): boolean => email.safeParse(address).success;

/** E-mail through the mail server of the settings, and back in through the mailbox where one is set. */
export function smtp(settings: Settings, publicUrl: string, mailbox?: Config['imap']): Provider {
  const host = new URL(publicUrl).hostname;
  const from = senderOf(settings, host);
  const box = mailbox && userIn(mailbox);
  const replyTo = box && box !== from.address ? box : undefined;
  return {
    kinds: ['email'],
    carries: () => ({
      ...{ longest: 100_000, urgency: false, receipts: 'none', replies: mailbox !== undefined },
      // Mailboxes put messages of the same id together.
      once: true,
    }),
    pace: () => ({ perSecond: 10, burst: 100 }),
    batch: 20,
    check: isEmail,
    async send(messages) {
      const transport = await connect(settings, host);
      const hand = each(async (message) => {
        await transport
          .sendMail({ ...letter(message, publicUrl, mailbox !== undefined), from, replyTo })
          .catch(rethrow);
        return { providerId: providerIdOf(message.id, host), delivered: false };
      });
      return hand(messages).finally(() => transport.close());
    },
    ...(mailbox && {
      listen: (hear, until, now) => {
        const own = new Set([from.address, ...(box ? [box] : [])].map((one) => one.toLowerCase()));
        return followMailbox(mailbox, own, hear, until, now);
      },
    }),
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
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    // Neither password nor message cross a network in the clear.
    requireTLS: !isLoopbackHost(new URL(settings.url).hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function letter(message: Delivery, publicUrl: string, isRead: boolean): SendMailOptions {
  const { id, address, body, language, drill, file, purpose } = message;
  const { hostname } = new URL(publicUrl);
  // Made with every e-mail when it is taken in hand.
  const mail = message.mail!;
  const lang = isLang(language) ? language : 'en';
  const url = new URL('/field', publicUrl).href;
  const hint = mail.member && `${say(lang, isRead ? 'mailAnswered' : 'mail', { url })}\n\n`;
  return {
    to: { name: '', address },
    // Shown on locked screens: it says nothing of what the message is about.
    subject: drill ? markDrill('Porchlight', language) : 'Porchlight',
    // First, since the message itself says "reply".
    text: `${hint || ''}${body}`,
    messageId: messageIdOf(id, mail, hostname),
    references: threadIdOf(mail, hostname),
    ...(file && { attachments: [{ filename: file.name, contentType: file.type, content: file.bytes }] }),
    // RFC 3834: answering machines stay silent.
    headers: { 'Auto-Submitted': purpose === 'reply' ? 'auto-replied' : 'auto-generated' },
  };
}

/** The account at the mail server where that is an address, else the hotline at the public host. */
const senderOf = (settings: Settings, host: string) => ({
  name: 'Porchlight',
  address: userIn(settings) ?? `hotline@${host}`,
});

/** The user of an account, where that is an address. */
function userIn({ url }: { url: string }): string | undefined {
  const user = unescaped(new URL(url).username);
  return isEmail(user) ? user : undefined;
}

function rethrow(error: { code?: string; responseCode?: number }): never {
  if (!error.responseCode) throw error;
  const code = `mail ${error.responseCode}`;
  // 5xx is for good where it is about this message; about greeting or login it is about the settings.
  if (error.responseCode >= 500 && ['EENVELOPE', 'EMESSAGE'].includes(error.code ?? ''))
    throw new Undeliverable(code);
  throw new NotTaken(code);
}
