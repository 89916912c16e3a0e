import { createHash } from 'node:crypto';
import type { ParsedMail } from 'mailparser';
import type { Heard, Receipt } from '../provider.ts';
import { namedIn, providerIdOf } from './ids.ts';
import { filesOf, parseMail, textOf } from './parse.ts';
import { writtenAnew } from './written.ts';

const longestBody = 4000;
/** The longest mail that is kept with what it quotes, in characters. */
const longestWhole = 100_000;
/** Of a mail's head and of a bounce so much is searched for the mails of ours that it names. */
const longestHead = 256 * 1024;

export interface ReadMail {
  heard: Heard;
  /** A machine wrote it by itself: it is nobody's message. */
  automatic: boolean;
}

/** A mail as it lies in the mailbox. `mediaUrl` says where its file of this number is fetched later. */
export async function readMail(
  source: Buffer,
  own: ReadonlySet<string>,
  mediaUrl: (n: number) => string,
): Promise<ReadMail> {
  const mail = await parseMail(source);
  const head = source.subarray(0, longestHead).toString('latin1');
  const address = (mail ? senderOf(mail) : fromIn(head)) ?? '';
  const known = { inbound: [], receipts: [], groupsChanged: false };
  if (mail && isBounce(mail)) return { heard: { ...known, receipts: failuresIn(head) }, automatic: true };
  if (own.has(address) || (mail && isAutomatic(mail, address))) return { heard: known, automatic: true };
  const text = mail ? await textOf(mail) : bodyIn(source);
  const subject = clean(mail?.subject ?? '').slice(0, 500);
  const written = writtenAnew(clean(text).slice(0, longestWhole));
  const inbound = {
    kind: 'email' as const,
    providerId: `${idOf(mail, source)} ${address}`,
    // Of a mail that names no sender the words count all the same.
    address: address || `nobody-${hashOf(source).slice(0, 16)}@mail.invalid`,
    body: withSubject(subject, written).slice(0, longestBody),
    media: mail ? filesOf(mail).map(({ contentType }, n) => ({ url: mediaUrl(n), type: contentType })) : [],
    mail: {
      answers: namedIn(mail ? [mail.references ?? [], mail.inReplyTo ?? []].flat().join(' ') : ''),
      whole: wholeOf(subject, clean(text), mail),
      noReply: !address || (mail !== null && isForMany(mail, address)),
    },
  };
  return { heard: { ...known, inbound: [inbound] }, automatic: false };
}

/** Neither halves of characters nor what no database takes. */
const clean = (text: string) => text.toWellFormed().replaceAll('\0', '');

const hashOf = (source: Buffer) => createHash('sha256').update(source).digest('hex');

/** One mail, however often it is delivered. */
const idOf = (mail: ParsedMail | null, source: Buffer): string =>
  clean(mail?.messageId ?? '').slice(0, 1000) || hashOf(source);

function senderOf(mail: ParsedMail): string | null {
  const all = (mail.from?.value ?? []).flatMap((one) => one.group ?? [one]);
  return all.map(({ address }) => address?.trim().toLowerCase()).find(isAddress) ?? null;
}

const isAddress = (text: string | undefined): text is string =>
  text !== undefined && text.length <= 254 && /^[^\s<>"@]+@[^\s<>"@]+\.[^\s<>"@]+$/.test(text);

/** The same out of what could not be read as a mail. */
function fromIn(head: string): string | null {
  const [, line = ''] = /^from:([^\r\n]{1,1000})/im.exec(head) ?? [];
  const [found] = /[^\s<>"@,;]{1,64}@[^\s<>"@,;]{1,189}/.exec(line) ?? [];
  return isAddress(found?.toLowerCase()) ? found!.toLowerCase() : null;
}

/** What stands below the first empty line. */
function bodyIn(source: Buffer): string {
  const ends = ['\r\n\r\n', '\n\n'].map((end) => source.indexOf(end)).filter((at) => at >= 0);
  return source.subarray(ends.length > 0 ? Math.min(...ends) : 0).toString('utf8');
}

/** As it stands there, in lower case; the first of several. */
const header = (mail: ParsedMail, name: string): string => {
  const line = mail.headerLines.find(({ key }) => key === name)?.line ?? '';
  return line
    .slice(line.indexOf(':') + 1)
    .trim()
    .toLowerCase();
};

const isBounce = (mail: ParsedMail): boolean => header(mail, 'content-type').startsWith('multipart/report');

const machines = /^(mailer-daemon|postmaster)@/;

/** RFC 3834, and what programs said before it. */
function isAutomatic(mail: ParsedMail, address: string): boolean {
  const submitted = header(mail, 'auto-submitted');
  return (
    (submitted !== '' && !/^no\b/.test(submitted)) ||
    header(mail, 'precedence') === 'auto_reply' ||
    ['x-autoreply', 'x-autorespond', 'x-auto-response'].some((name) => mail.headers.has(name)) ||
    header(mail, 'return-path') === '<>' ||
    machines.test(address)
  );
}

/** What goes to many is read, and answered to nobody. */
const isForMany = (mail: ParsedMail, address: string): boolean =>
  /^(bulk|list|junk)$/.test(header(mail, 'precedence')) ||
  mail.headers.has('list') ||
  /^(no-?reply|do-?not-?reply)[@+.-]/.test(address);

const isAnswer = /^\s*(?:re|aw|sv|rv|antw|回复|答复)\s?(?:\[\d+\])?[:：]|^\s*porchlight\s*$/i;

/** The subject of a new mail is part of what it says. */
const withSubject = (subject: string, written: string): string =>
  isAnswer.test(subject) || !subject.trim() || written.startsWith(subject.trim())
    ? written
    : `${subject.trim()}\n${written}`.trim();

function wholeOf(subject: string, text: string, mail: ParsedMail | null): string {
  const files = (mail?.attachments ?? []).slice(0, 100).map(({ filename, contentType, size }) => {
    const name = clean(filename ?? 'without a name').slice(0, 200);
    return `[${name}, ${contentType.slice(0, 100)}, ${Math.ceil((size ?? 0) / 1000)} KB]`;
  });
  return [subject, cut(text.trim()), files.join('\n')].filter(Boolean).join('\n\n');
}

/** Its beginning and its end, where it is longer than what is kept. */
const cut = (text: string): string =>
  text.length <= longestWhole
    ? text
    : clean(`${text.slice(0, longestWhole / 2)}\n[…]\n${text.slice(-longestWhole / 2)}`);

/** What a report of delivery (RFC 3464) says of mails of ours that did not arrive for good. */
function failuresIn(head: string): Receipt[] {
  const [, status] = /^status:\s*(5\.\d{1,3}\.\d{1,3})/im.exec(head) ?? [];
  if (!status || !/^action:\s*failed/im.test(head)) return [];
  return namedIn(head).map(({ id, token, host }) => ({
    providerId: providerIdOf(id, host),
    state: 'failed',
    code: `mail ${status}`,
    proof: { id, token },
    // 5.1.x: there is no such mailbox (RFC 3463, 3.2).
    gone: status.startsWith('5.1.'),
  }));
}
