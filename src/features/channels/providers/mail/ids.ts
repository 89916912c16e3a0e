/** What makes a mail of ours known again. */
export interface MailIds {
  /** That only the server can make and only who got the mail has seen; an answer names it. */
  token: string;
  /** The same for all mails to one address, so that a mailbox puts them together. */
  thread: string;
  /** To a member, who has the field app. */
  member: boolean;
}

/**
 * The Message-ID of a mail of ours: the same at every try, so that a mailbox can tell a repeated message; short, so that it
 * fits a line.
 */
export const messageIdOf = (id: string, { token }: MailIds, host: string): string =>
  `<${Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')}.${token}@${host}>`;

/** The same for the ledger, which is kept in the clear: without the token. */
export const providerIdOf = (id: string, host: string): string => `<${id}@${host}>`;

/** The head of a conversation, which was never sent: every mail refers to it. */
export const threadIdOf = ({ thread }: MailIds, host: string): string => `<${thread}@${host}>`;

/** Mails of ours that are looked at in one of somebody else's. */
const most = 20;

/** The mails of ours that some headers name. Nothing is proven by that before the tokens are compared. */
export const namedIn = (headers: string): { id: string; token: string; host: string }[] =>
  [...headers.matchAll(/<([\w-]{22})\.([\w-]{16})@([\w.-]{1,253})>/g)]
    .slice(-most)
    .map(([, id, token, host]) => ({ id: uuidOf(id!), token: token!, host: host!.toLowerCase() }));

const uuidOf = (short: string): string =>
  Buffer.from(short, 'base64url')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
