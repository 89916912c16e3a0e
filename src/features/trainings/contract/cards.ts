import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { CourseId } from './courses.ts';

const when = z.iso.datetime();

export const Card = z.object({
  id: z.uuid(),
  course: CourseId,
  callSign: z.string(),
  issuedAt: when,
  expiresAt: when,
  /** What the QR code holds. */
  token: z.string(),
});

export const listCards = endpoint({
  method: 'GET',
  path: '/api/v1/me/cards',
  summary: 'The certificates of the actor that are current, each as a signed card',
  out: z.object({ items: z.array(Card) }),
});

/** All that a phone needs to check a card without the network. */
export const CheckList = z.object({
  /** Ed25519, raw, base64url. */
  publicKey: z.string(),
  /** Ids of certificates that were taken back before they ended. */
  revoked: z.array(z.uuid()),
  at: when,
});

export const readCheckList = endpoint({
  method: 'GET',
  path: '/api/v1/cards/check-list',
  summary: "The network's key for cards and the cards that were taken back, to check cards offline",
  out: CheckList,
});

export type Card = z.infer<typeof Card>;
export type CheckList = z.infer<typeof CheckList>;
