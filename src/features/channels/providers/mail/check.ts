import type { Config } from '../../../../platform/config.ts';
import { canMark, openMailbox } from './mailbox.ts';

/** What the doctor says about the mailbox: whether it opens, and lets mails be marked. */
export async function checkMailbox({ imap }: Config): Promise<{ well: boolean; says: string }> {
  if (!imap)
    return { well: true, says: 'Mailbox: not set up; IMAP_URL would do it. E-mails are not answered to.' };
  const at = new URL(imap.url).host;
  try {
    const client = await openMailbox(imap);
    const marks = canMark(client);
    client.close();
    return {
      well: true,
      says: marks
        ? `Mailbox: it opens at ${at}. What is taken is deleted there after two days.`
        : `Mailbox: it opens at ${at}, and takes no marks of ours: what is unread is taken, and nothing is deleted there. Empty it yourself.`,
    };
  } catch (error) {
    const { code, name, authenticationFailed } = error as Error & Record<string, unknown>;
    const why = authenticationFailed ? 'user or password are wrong' : String(code ?? name);
    return {
      well: false,
      says: `Mailbox: it does not open at ${at} (${why}). See IMAP_URL in docs/OPERATING.md.`,
    };
  }
}
