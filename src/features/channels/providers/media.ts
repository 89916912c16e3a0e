import type { Config } from '../../../platform/config.ts';
import { fetchMailFile, isMailFile } from './mail/mailbox.ts';
import { readAttachmentUrl } from './signal/envelope.ts';
import { fetchSignalMedia } from './signal.ts';
import { fetchTwilioMedia, forgetTwilioMedia } from './twilio.ts';
import { fetchWhatsappMedia, isWhatsappMedia } from './whatsapp.ts';

/** Opens a picture or video that came with a message, where it waits at its carrier. Throws where no such carrier is set. */
export function fetchMedia(
  { imap, signal, twilio, whatsapp }: Config,
  url: string,
): Promise<{ status: number; stream: AsyncIterable<Uint8Array> }> {
  if (imap && isMailFile(url)) return fetchMailFile(imap, url);
  if (signal && readAttachmentUrl(url)) return fetchSignalMedia(signal, url);
  if (whatsapp && isWhatsappMedia(url)) return fetchWhatsappMedia(whatsapp, url);
  if (twilio) return fetchTwilioMedia(twilio, url);
  throw new Error('no carrier');
}

/** What we have fetched, its carrier need not keep. Throws where it will not forget. */
export async function forgetMedia({ signal, twilio }: Config, url: string): Promise<void> {
  // What came by Signal lies in the folder of our own signal-cli, at no carrier.
  if (signal && readAttachmentUrl(url)) return;
  // A mail is deleted two days after it was taken, with all of its files.
  if (isMailFile(url)) return;
  // Meta forgets by itself, after 30 days, and sooner for nobody.
  if (isWhatsappMedia(url)) return;
  if (twilio) await forgetTwilioMedia(twilio, url);
}
