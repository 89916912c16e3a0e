import type { Config } from '../../../platform/config.ts';
import { readAttachmentUrl } from './signal/envelope.ts';
import { fetchSignalMedia } from './signal.ts';
import { fetchTwilioMedia } from './twilio.ts';

/** Opens a picture or video that came with a message, where it waits at its carrier. Throws where no such carrier is set. */
export function fetchMedia(
  { signal, twilio }: Config,
  url: string,
): Promise<{ status: number; stream: AsyncIterable<Uint8Array> }> {
  if (signal && readAttachmentUrl(url)) return fetchSignalMedia(signal, url);
  if (twilio) return fetchTwilioMedia(twilio, url);
  throw new Error('no carrier');
}
