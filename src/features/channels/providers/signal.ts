import { Buffer } from 'node:buffer';
import * as z from 'zod/mini';
import { NotAllowed } from '../../../platform/http/outgoing.ts';
import type { SentFile } from '../types.ts';
import { each, type Provider } from './provider.ts';
import { isSignalAddress } from './signal/accounts.ts';
import { providerIdAt, readAttachmentUrl } from './signal/envelope.ts';
import { follow } from './signal/follow.ts';
import { rpc, type Settings, SignalRefusal } from './signal/rpc.ts';
import { NotTaken, Undeliverable } from './undeliverable.ts';

const Results = z.array(
  z.object({
    type: z.enum([
      'SUCCESS',
      'NETWORK_FAILURE',
      'UNREGISTERED_FAILURE',
      'IDENTITY_FAILURE',
      'RATE_LIMIT_FAILURE',
      'INVALID_PRE_KEY_FAILURE',
    ]),
  }),
);
const Sent = z.object({ timestamp: z.int(), results: Results });

/** Trying again does not mend these: no such account, or one whose safety number changed and was not confirmed. */
const forGood: readonly string[] = ['UNREGISTERED_FAILURE', 'IDENTITY_FAILURE'];

/**
 * Signal through signal-cli. Signal publishes no rates: it asks for a proof that somebody is human after some hundred
 * messages in quick succession to those who never wrote, so a wave goes out quickly and the rest at a walk.
 */
export function signal(settings: Settings): Provider {
  return {
    kinds: ['signal'],
    carries: () => ({
      ...{ longest: 4000, urgency: false, receipts: 'read', replies: true, once: false },
    }),
    pace: () => ({ perSecond: 2, burst: 60 }),
    batch: 25,
    check: isSignalAddress,
    send: each(async ({ address, body, file }) => {
      const attachments = file && { attachments: [dataUri(file)] };
      const params = { recipient: [address], message: body, ...attachments };
      const sent = await rpc(settings, 'send', params, Sent).catch(refused);
      mustHaveGone(sent.results);
      return { providerId: providerIdAt(sent.timestamp), delivered: false };
    }),
    listen: (hear, until) => follow(settings, hear, until),
  };
}

/**
 * A file inside the request (RFC 2397). It has to be named: signal-cli takes the mark of base64 for the name where there is
 * none, and the base64 for words.
 */
const dataUri = ({ type, name, bytes }: SentFile): string =>
  `data:${type};filename=${encodeURIComponent(name)};base64,${bytes.toString('base64')}`;

/** Where no receiver got it, signal-cli answers with an error and says in it which receiver had what. */
function refused(error: unknown): never {
  if (!(error instanceof SignalRefusal)) throw error;
  const read = z.object({ results: Results }).safeParse(error.results);
  if (read.success) mustHaveGone(read.data.results);
  throw new NotTaken(error.code);
}

function mustHaveGone(results: z.infer<typeof Results>): void {
  const failed = results.find(({ type }) => type !== 'SUCCESS');
  if (!failed) return;
  const code = `signal ${failed.type.toLowerCase().replace('_failure', '')}`;
  if (forGood.includes(failed.type)) throw new Undeliverable(code);
  throw new NotTaken(code);
}

const Attachment = z.object({ data: z.string() });
const mediaTimeoutMs = 60_000;
/** 26 MB, a little more than we keep, in base64. */
const longestMedia = 36 * 1024 * 1024;

/** Opens a picture or video that came with a message. Throws where the address is none of an attachment. */
export async function fetchSignalMedia(
  settings: Settings,
  url: string,
): Promise<{ status: number; stream: AsyncIterable<Uint8Array> }> {
  const meant = readAttachmentUrl(url);
  if (!meant) throw new NotAllowed('media of another provider');
  const { data } = await rpc(settings, 'getAttachment', { id: meant.id, recipient: meant.from }, Attachment, {
    timeoutMs: mediaTimeoutMs,
    maxBytes: longestMedia,
  });
  const bytes = Buffer.from(data, 'base64');
  return {
    status: 200,
    stream: (async function* () {
      yield bytes;
    })(),
  };
}
