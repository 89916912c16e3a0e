import type { Opened } from '../../../platform/http/sealed.ts';
import type { LineState, SentHead, SentLine, SentThread } from '../contract.ts';

export type Line = Opened<SentLine>;
export type Head = Opened<SentHead>;
export type Thread = Opened<SentThread>;

/** How far a line has come: a shape, and the words for it. */
export const states: Record<LineState, { shape: string; word: string; bad?: true }> = {
  queued: { shape: '…', word: 'waits to leave' },
  held: { shape: '‖', word: 'held back: over a limit' },
  sent: { shape: '→', word: 'sent' },
  delivered: { shape: '✓', word: 'delivered' },
  read: { shape: '✓✓', word: 'read' },
  failed: { shape: '✕', word: 'did not arrive', bad: true },
  stopped: { shape: '■', word: 'not sent: they wrote STOP', bad: true },
  page: { shape: '▤', word: 'waits on the page of their receipt' },
  unreachable: { shape: '✕', word: 'not sent: no address is known', bad: true },
};

/** What the house wrote by itself, where its words are not shown. */
export const notShown = (purpose: string | null): string =>
  `A message of another kind (${(purpose ?? 'unknown').replaceAll('_', ' ')}) that is not shown here.`;

const ways: Record<string, string> = {
  sms: 'text',
  wall: 'text',
  whatsapp: 'WhatsApp',
  signal: 'Signal',
  email: 'e-mail',
  push: 'app',
  voice: 'phone',
  desk: 'phone',
  web: 'web',
  api: 'partner',
};
export const wayName = (way: string | null): string => (way ? (ways[way] ?? way) : 'page of the receipt');

export const fileSize = (bytes: number): string =>
  bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.ceil(bytes / 1000)} KB`;

/** Whom a thread is with, as the desk may know it. */
export function titleOf({
  kind,
  callSign,
  reports,
  way,
}: Pick<Head, 'kind' | 'callSign' | 'reports' | 'way'>): string {
  if (kind === 'member') return callSign ?? 'A member';
  const zone = reports.at(-1)?.zone;
  const who = kind === 'detention' ? 'Somebody detained' : 'Reporter';
  return `${who}${zone ? `, ${zone}` : ''} · ${wayName(way)}`;
}
