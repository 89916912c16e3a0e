import { unescape as unescaped } from 'node:querystring';
import { createTransport } from 'nodemailer';
import * as z from 'zod/mini';
import { type Config, isLoopbackHost } from '../../../platform/config.ts';
import { isLang } from '../../../platform/i18n/index.ts';
import { say } from '../messages.ts';
import { markDrill } from '../rules.ts';
import type { Provider } from './index.ts';
import { Undeliverable } from './undeliverable.ts';

type Settings = NonNullable<Config['smtp']>;

const timeoutMs = 10_000;

// 254 is the longest address that fits a mail server's path (RFC 5321, 4.5.3.1.3).
const email = z.email().check(z.maxLength(254));

/** Can this be somebody's e-mail address? */
export const isEmail = (address: string): boolean => email.safeParse(address).success;

/** E-mail through the mail server of the settings. */
export function smtp(settings: Settings, publicUrl: string): Provider {
  const host = new URL(publicUrl).hostname;
  const fieldApp = new URL('/field', publicUrl).href;
  const transport = createTransport({
    url: settings.url,
    // Said in EHLO: the public name rather than the machine's own.
    name: host,
    // Neither password nor message cross a network in the clear.
    requireTLS: !isLoopbackHost(new URL(settings.url).hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    kinds: ['email'],
    check: isEmail,
    async send({ id, address, body, language, drill }) {
      const { messageId } = await transport
        .sendMail({
          from: { name: 'Porchlight', address: senderOf(settings, host) },
          to: { name: '', address },
          // Shown on locked screens: it says nothing of what the message is about.
          subject: drill ? markDrill('Porchlight', language) : 'Porchlight',
          // First, since the message itself says "reply".
          text: `${say(isLang(language) ? language : 'en', 'mail', { url: fieldApp })}\n\n${body}`,
          // The same at every try, so that a mailbox can tell a repeated message.
          messageId: `<${id}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.timeout(timeoutMs),
        })
        .catch(rethrow);
      return { providerId: messageId, delivered: false };
    },
  };
}

/** The account at the mail server where that is an address, else the hotline at the public host. */
function senderOf({ url }: Settings, host: string): string {
  const user = unescaped(new URL(url).username);
  return isEmail(user) ? user : `hotline@${host}`;
}

function rethrow(error: { code?: string; responseCode?: number }): never {
  if (!error.responseCode) throw error;
  const code = `mail ${error.responseCode}`;
  // 5xx is for good where it is about this message; about greeting or login it is about the settings.
  if (error.responseCode >= 500 && ['EENVELOPE', 'EMESSAGE'].includes(error.code ?? ''))
    throw new Undeliverable(code);
  throw Object.assign(new Error(code), { code });
}
