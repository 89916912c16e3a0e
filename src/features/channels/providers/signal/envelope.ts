import * as z from 'zod/mini';
import type { Heard } from '../provider.ts';
import { addressesOfAccount } from './accounts.ts';

const text = z.nullish(z.string());
const Data = z.object({
  timestamp: z.int(),
  message: text,
  groupInfo: z.nullish(z.object({ type: text })),
  attachments: z.nullish(
    z.array(z.object({ id: z.nullish(z.string().check(z.maxLength(200))), contentType: text })),
  ),
});
const Receipts = z.object({
  isDelivery: z.boolean(),
  timestamps: z.array(z.int()).check(z.maxLength(1000)),
});
const Receive = z.object({
  exception: z.nullish(z.object({ type: text })),
  envelope: z.object({
    sourceNumber: text,
    sourceUuid: text,
    dataMessage: z.nullish(Data),
    editMessage: z.nullish(z.object({ dataMessage: Data })),
    receiptMessage: z.nullish(Receipts),
  }),
});

/** The ledger's id of a message: Signal knows messages by who sent them and when. */
export const providerIdAt = (timestamp: number): string => `signal-${timestamp}`;

/** Longer than Signal lets a message be without making an attachment of it. */
const longestText = 4000;
const mostAttachments = 10;

/**
 * Reads what came over the stream of events; null for what means nothing here: typing, calls, reactions, other devices.
 * What is written in a group stays there: nobody reports by it, and it is not kept.
 */
export function readEnvelope(given: unknown): Heard | null {
  const read = Receive.safeParse(given);
  if (!read.success) return null;
  const { envelope, exception } = read.data;
  if (exception?.type === 'UntrustedIdentityException') return { ...nothing, groupsChanged: true };
  const { sourceNumber: number = null, sourceUuid: uuid = null } = envelope;
  const from = addressesOfAccount({ number, uuid });
  if (from.length === 0) return null;
  if (envelope.receiptMessage) return { ...nothing, receipts: receiptsOf(from, envelope.receiptMessage) };
  const data = envelope.dataMessage ?? envelope.editMessage?.dataMessage;
  if (!data) return null;
  if (data.groupInfo) return data.groupInfo.type === 'UPDATE' ? { ...nothing, groupsChanged: true } : null;
  return messageOf(from, data);
}

const nothing: Heard = { inbound: [], receipts: [], groupsChanged: false };

const receiptsOf = (from: string[], { timestamps, isDelivery }: z.infer<typeof Receipts>) =>
  timestamps.map((timestamp) => ({
    providerId: providerIdAt(timestamp),
    state: isDelivery ? ('delivered' as const) : ('read' as const),
    from,
  }));

function messageOf(from: string[], data: z.infer<typeof Data>): Heard | null {
  const [address = '', ...aliases] = from;
  const media = (data.attachments ?? [])
    .flatMap(({ id, contentType }) => (id ? [{ id, type: contentType ?? 'application/octet-stream' }] : []))
    .slice(0, mostAttachments)
    .map(({ id, type }) => ({ url: attachmentUrl(address, id), type }));
  const body = (data.message ?? '').slice(0, longestText);
  if (!body.trim() && media.length === 0) return null;
  const providerId = `${data.timestamp} ${address}`;
  return { ...nothing, inbound: [{ kind: 'signal', providerId, address, aliases, body, media }] };
}

const scheme = 'signal-attachment:';

/** Where an attachment waits, as one address. */
const attachmentUrl = (from: string, id: string) =>
  `${scheme}${encodeURIComponent(from)}/${encodeURIComponent(id)}`;

/** The attachment meant by such an address; null for any other address. */
export function readAttachmentUrl(url: string): { from: string; id: string } | null {
  if (!url.startsWith(scheme)) return null;
  const [from = '', id = ''] = url.slice(scheme.length).split('/').map(decodeURIComponent);
  return { from, id };
}
