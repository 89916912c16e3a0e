import type { Attachment, ParsedMail } from 'mailparser';

/** HTML that is longer is not turned into text, which takes long; its tags are cut out. */
const longestHtml = 2_000_000;

/** Reads a mail of any making; null for what no reader can make sense of. */
export async function parseMail(source: Buffer): Promise<ParsedMail | null> {
  const { simpleParser } = await import('mailparser');
  const options = { skipTextToHtml: true, skipImageLinks: true, maxHtmlLengthToParse: longestHtml };
  return simpleParser(source, { ...options, checksumAlgo: false }).catch(() => null);
}

/** The words of a mail, of HTML too. */
export async function textOf(mail: ParsedMail): Promise<string> {
  if (mail.text?.trim()) return mail.text;
  if (!mail.html) return '';
  // The reader turns HTML into text only where it is the whole mail.
  const alone = await parseMail(Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${mail.html}`));
  return alone?.text?.trim() || withoutTags(mail.html);
}

const withoutTags = (html: string) =>
  html
    .replace(/<(style|script)\b[^>]*>[^<]*/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[ \t]+/g, ' ');

/** Pictures in a signature are smaller. */
const leastEmbedded = 20_000;
const mostFiles = 10;

/** What may be a picture, a video or a recording, in the order in which it lies there; whoever keeps it looks at its bytes. */
export const filesOf = (mail: ParsedMail): Attachment[] =>
  mail.attachments
    .filter(
      ({ contentType, related, size }) =>
        /^(image|video|audio)\/|^application\/octet-stream$/.test(contentType) &&
        (!related || size >= leastEmbedded),
    )
    .slice(0, mostFiles);
