import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { Config } from '../../../platform/config.ts';
import { type Answer, ask, NotAllowed, type Reach } from '../../../platform/http/outgoing.ts';
import { each, type Heard, type Provider, type Receipt } from './provider.ts';
import { NotTaken, Undeliverable } from './undeliverable.ts';

type Settings = NonNullable<Config['whatsapp']>;

const version = 'v23.0';
const timeoutMs = 10_000;
const mediaTimeoutMs = 60_000;
const longestAnswer = 64 * 1024;
/** A little more than we keep, so that it is the keeping that says "too large". */
const longestMedia = 26 * 1024 * 1024;
/** What is older was told before and has been removed since: Meta tries a hook again for seven days. */
const stalestDays = 8;

const reachOf = ({ apiUrl }: Settings): Reach => ({
  origins: [new URL(apiUrl).origin],
  domains: ['fbsbx.com'],
});
const bearer = ({ token }: Settings) => ({ authorization: `Bearer ${token}` });

/** About the moment or the account, not about this message (Cloud API, "Error codes"). */
const later = new Set([1, 2, 4, 10, 190, 80007, 130429, 131000, 131016, 131042, 131048, 131056, 131057]);

const Sent = z.object({ messages: z.array(z.object({ id: z.string().check(z.maxLength(200)) })) });
const Failed = z.object({ error: z.object({ code: z.int() }) });

/**
 * WhatsApp through Meta's Cloud API: 80 messages a second a number. Outside the 24 hours after somebody wrote, Meta
 * takes only what it has approved word by word; then it refuses, and the person's next way is taken.
 */
export const whatsapp = (settings: Settings): Provider => ({
  kinds: ['whatsapp'],
  carries: () => ({
    ...{ longest: 4096, urgency: false, receipts: 'read', replies: true, once: false },
  }),
  pace: () => ({ perSecond: 80, burst: 80 }),
  batch: 40,
  check: (address) => /^\+[1-9]\d{6,14}$/.test(address),
  send: each(async ({ address, body }) => {
    const url = new URL(`/${version}/${settings.numberId}/messages`, settings.apiUrl);
    const { status, text } = await ask(url, reachOf(settings), {
      method: 'POST',
      headers: { ...bearer(settings), 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ messaging_product: 'whatsapp', recipient_type: 'individual', to: address.slice(1) },
        ...{ type: 'text', text: { preview_url: false, body } },
      }),
      timeoutMs,
      maxBytes: longestAnswer,
    });
    const said = readJson(await text());
    const sent = Sent.safeParse(said).data?.messages[0];
    if (status >= 200 && status < 300 && sent) return { providerId: sent.id, delivered: false };
    const error = Failed.safeParse(said).data?.error.code;
    const code = `whatsapp ${error ?? status}`;
    const isForGood = status >= 400 && status < 500 && status !== 429 && !later.has(error ?? 0);
    if (isForGood) throw new Undeliverable(code);
    throw new NotTaken(code);
  }),
});

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `X-Hub-Signature-256`: `sha256=` and the HMAC of the body's bytes under the app's secret. Compared in constant time. */
export function isSignedByMeta({ appSecret }: Settings, body: Buffer, signature: string): boolean {
  const expected = createHmac('sha256', appSecret).update(body).digest();
  const given = Buffer.from(/^sha256=([\da-f]{64})$/.exec(signature)?.[1] ?? '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The answer to Meta's question whether this address is ours; null for anyone who does not know the word agreed on. */
export function challengeOf({ verifyToken }: Settings, query: Record<string, string>): string | null {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge = '' } = query;
  const [given, known] = [token ?? '', verifyToken].map((t) =>
    createHmac('sha256', 'word').update(t).digest(),
  );
  return mode === 'subscribe' && timingSafeEqual(given!, known!) && /^\w{1,200}$/.test(challenge)
    ? challenge
    : null;
}

const id = z.string().check(z.minLength(1), z.maxLength(200));
const File = z.object({
  id: z.string().check(z.regex(/^\w{1,100}$/)),
  mime_type: z.optional(z.string()),
  caption: z.optional(z.string()),
});
const Message = z.object({
  id,
  from: z.string().check(z.regex(/^\d{5,15}$/)),
  timestamp: z.string().check(z.regex(/^\d{1,12}$/)),
  text: z.optional(z.object({ body: z.string() })),
  button: z.optional(z.object({ text: z.string() })),
  ...Object.fromEntries(
    ['image', 'video', 'audio', 'voice', 'document', 'sticker'].map((kind) => [kind, z.optional(File)]),
  ),
});
const Status = z.object({
  id,
  status: z.string(),
  errors: z.optional(z.array(z.object({ code: z.int() }))),
});
const Hook = z.object({
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          value: z.object({
            metadata: z.object({ display_phone_number: z.string() }),
            messages: z.optional(z.array(z.unknown())),
            statuses: z.optional(z.array(z.unknown())),
          }),
        }),
      ),
    }),
  ),
});

/** What a hook tells, by the number that it is about. What is none of ours, odd or stale is left out; never throws. */
export function readWhatsapp(body: Buffer, now: Date): { number: string; heard: Heard }[] {
  const hook = Hook.safeParse(readJson(body.toString()));
  const values = hook.data?.entry.flatMap((e) => e.changes.map((c) => c.value)) ?? [];
  return values.map(({ metadata, messages = [], statuses = [] }) => ({
    number: `+${metadata.display_phone_number.replace(/\D/g, '')}`,
    heard: {
      inbound: messages.flatMap((m) => inboundOf(m, now)),
      receipts: statuses.flatMap(receiptOf),
      groupsChanged: false,
    },
  }));
}

function inboundOf(told: unknown, now: Date): Heard['inbound'] {
  const message = Message.safeParse(told).data;
  if (!message) return [];
  const age = now.getTime() - Number(message.timestamp) * 1000;
  if (age > stalestDays * 24 * 60 * 60_000) return [];
  const files = Object.values(message).flatMap((part) => File.safeParse(part).data ?? []);
  const words = message.text?.body ?? message.button?.text ?? files.find((f) => f.caption)?.caption ?? '';
  return [
    {
      ...{
        kind: 'whatsapp',
        providerId: message.id,
        address: `+${message.from}`,
        body: words.slice(0, 4096),
      },
      media: files.map((f) => ({ url: mediaUrl(f.id), type: f.mime_type ?? 'application/octet-stream' })),
    },
  ];
}

function receiptOf(told: unknown): Receipt[] {
  const status = Status.safeParse(told).data;
  if (!status) return [];
  const { id: providerId, status: state, errors } = status;
  if (state === 'delivered' || state === 'read') return [{ providerId, state }];
  if (state !== 'failed') return [];
  return [{ providerId, state, code: `whatsapp ${errors?.[0]?.code ?? 'failed'}` }];
}

const mediaUrl = (mediaId: string) => `whatsapp:${mediaId}`;
export const isWhatsappMedia = (url: string): boolean => /^whatsapp:\w{1,100}$/.test(url);

/** Opens a picture that came with a message: its address is asked for first and is good for five minutes. */
export async function fetchWhatsappMedia(settings: Settings, url: string): Promise<Answer> {
  const lookUp = new URL(`/${version}/${url.slice('whatsapp:'.length)}`, settings.apiUrl);
  const headers = bearer(settings);
  const found = await ask(lookUp, reachOf(settings), { headers, timeoutMs, maxBytes: longestAnswer });
  const where = z.object({ url: z.string() }).safeParse(readJson(await found.text())).data?.url;
  if (!where) throw new NotAllowed('media that is nowhere');
  return ask(where, reachOf(settings), { headers, timeoutMs: mediaTimeoutMs, maxBytes: longestMedia });
}
