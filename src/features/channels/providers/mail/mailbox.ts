import { unescape as unescaped } from 'node:querystring';
import type { ImapFlow } from 'imapflow';
import { type Config, isLoopbackHost } from '../../../../platform/config.ts';
import { keepOpen, surely } from '../again.ts';
import type { Hear } from '../provider.ts';
import { filesOf, parseMail } from './parse.ts';
import { readMail } from './read.ts';

export type Settings = NonNullable<Config['imap']>;

/** 25 MB, the largest file that we keep, in base64 with a little beside it; what is longer is cut there. */
const longestMail = 36 * 1024 * 1024;
/** What lay there when nobody looked for longer is not taken any more. */
const oldestDays = 30;
/** How long what was taken stays in the mailbox: until its files are fetched. */
const keptDays = 2;
/** The mailbox is looked at so often where it does not tell by itself (RFC 2177). */
const lookMs = 60_000;
const dayMs = 24 * 60 * 60_000;

const taken = '$PorchlightTaken';
const scheme = 'mail-file:';

/** Opens the mailbox of the settings. Throws where it cannot be reached, or the password is wrong. */
export async function openMailbox({ url }: Settings): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow');
  const { hostname, port, protocol, username, password, pathname } = new URL(url);
  const secure = protocol === 'imaps:';
  const client = new ImapFlow({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 993 : 143),
    secure,
    // Neither password nor mail cross a network in the clear.
    ...(!secure && !isLoopbackHost(hostname) && { doSTARTTLS: true }),
    auth: { user: unescaped(username), pass: unescaped(password) },
    logger: false,
    clientInfo: { name: 'Porchlight' },
    autoIdleDelay: 50,
    maxIdleTime: 4 * lookMs,
    maxLiteralSize: longestMail + 1024 * 1024,
    maxLineLength: 16 * 1024 * 1024,
  });
  // It is told again by what waits for an answer, and by "close".
  client.on('error', () => {});
  await client.connect();
  await client.mailboxOpen(unescaped(pathname.slice(1)) || 'INBOX');
  return client;
}

/**
 * Follows the mailbox until told to stop. A mail is taken before the next is read, then marked there, and deleted after two
 * days; what is given twice is taken once by whoever hears it. What machines wrote, and what can never be taken, is left
 * there unread.
 */
export function followMailbox(
  settings: Settings,
  own: ReadonlySet<string>,
  hear: Hear,
  until: AbortSignal,
  now: () => Date,
): Promise<void> {
  const line = async (isGood: () => void) => {
    const client = await openMailbox(settings);
    const stop = () => client.close();
    until.addEventListener('abort', stop);
    let wake = () => {};
    let fresh = false;
    const news = () => {
      fresh = true;
      wake();
    };
    client.on('exists', news);
    client.on('close', news);
    const seen = new Set<number>();
    try {
      while (!until.aborted && client.usable) {
        fresh = false;
        await takeNew(client, own, hear, until, { now: now(), seen });
        isGood();
        await forget(client, now());
        await new Promise<void>((done) => {
          wake = done;
          const timer = setTimeout(done, lookMs);
          timer.unref();
          if (fresh) done();
        });
      }
    } finally {
      until.removeEventListener('abort', stop);
      client.close();
    }
  };
  return keepOpen(line, 'the mailbox does not answer; trying again', until);
}

/** Whether the server lets us mark mails with a word of our own. */
export function canMark(client: ImapFlow): boolean {
  const { mailbox } = client;
  const flags = mailbox ? mailbox.permanentFlags : undefined;
  return !flags || flags.has('\\*') || flags.has(taken);
}

async function takeNew(
  client: ImapFlow,
  own: ReadonlySet<string>,
  hear: Hear,
  until: AbortSignal,
  { now, seen }: { now: Date; seen: Set<number> },
): Promise<void> {
  const since = new Date(now.getTime() - oldestDays * dayMs);
  const isNew = canMark(client) ? { unKeyword: taken } : { seen: false };
  const uids = (await client.search({ ...isNew, since }, { uid: true })) || [];
  for (const uid of uids.filter((one) => !seen.has(one))) {
    const source = await sourceOf(client, uid);
    if (!source) continue;
    const at = `${validityOf(client)}/${uid}`;
    const { heard, automatic } = await readMail(source, own, (n) => `${scheme}${at}/${n}`);
    const isTaken = await surely(() => hear(heard), until);
    if (isTaken === undefined) return;
    seen.add(uid);
    const stays = automatic || !isTaken;
    const flags = canMark(client) ? [taken, ...(stays ? [] : ['\\Seen'])] : ['\\Seen'];
    await client.messageFlagsAdd(uid, flags, { uid: true });
  }
}

/** The mail itself; null when it is gone. */
async function sourceOf(client: ImapFlow, uid: number): Promise<Buffer | null> {
  const found = await client.fetchOne(uid, { source: { maxLength: longestMail } }, { uid: true });
  return (found ? found.source : null) ?? null;
}

const validityOf = ({ mailbox }: ImapFlow): string => (mailbox ? String(mailbox.uidValidity) : '');

/** What was taken, and seen by that or by somebody who looked, is deleted. Nothing else ever is. */
async function forget(client: ImapFlow, now: Date): Promise<void> {
  if (!canMark(client)) return;
  const before = new Date(now.getTime() - keptDays * dayMs);
  const uids = await client.search({ keyword: taken, seen: true, before }, { uid: true });
  if (uids && uids.length > 0) await client.messageDelete(uids, { uid: true });
}

export const isMailFile = (url: string): boolean => url.startsWith(scheme);

/** Opens a picture, video or recording that came with a mail. Throws where the mail is not there any more. */
export async function fetchMailFile(
  settings: Settings,
  url: string,
): Promise<{ status: number; stream: AsyncIterable<Uint8Array> }> {
  const [validity, uid, n] = url.slice(scheme.length).split('/');
  const client = await openMailbox(settings);
  try {
    if (validityOf(client) !== validity) throw gone();
    const source = await sourceOf(client, Number(uid));
    const mail = source && (await parseMail(source));
    const file = mail && filesOf(mail)[Number(n)];
    if (!file) throw gone();
    return {
      status: 200,
      stream: (async function* () {
        yield file.content;
      })(),
    };
  } finally {
    client.close();
  }
}

const gone = () => Object.assign(new Error('the mail is gone'), { code: 'mail gone' });
