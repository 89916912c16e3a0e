import type { Course } from '../contract.ts';
import { isCourse } from './courses.ts';

/** What a card says. */
export interface CardFacts {
  id: string;
  course: Course;
  callSign: string;
  expiresAt: Date;
}

/** In front of each card, signed with it: nothing else that this key signs can be taken for one. */
const mark = 'PLC1';
const longest = 400;

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

const packId = (id: string) =>
  base64url(Uint8Array.from(id.replaceAll('-', '').match(/../g)!, (hex) => Number.parseInt(hex, 16)));

const unpackId = (packed: string) =>
  [...bytesOf(packed)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** What is signed: the mark, the course, the id, the end in minutes since 1970, and the call sign. */
export const cardText = ({ id, course, callSign, expiresAt }: CardFacts): string =>
  [
    mark,
    course,
    packId(id),
    Math.floor(expiresAt.getTime() / 60_000).toString(36),
    base64url(new TextEncoder().encode(callSign)),
  ].join('.');

/** A card with its signature, as short as a QR code likes it. */
export const cardToken = (text: string, signature: Uint8Array): string => `${text}.${base64url(signature)}`;

const shape = /^(PLC1\.([a-z]+)\.([\w-]{22})\.([0-9a-z]{1,8})\.([\w-]{0,200}))\.([\w-]{86})$/;

/** What a card says, before anybody has looked at its signature; null for what is none. */
export function readCard(
  token: string,
): (CardFacts & { text: string; signature: Uint8Array<ArrayBuffer> }) | null {
  const found = token.length > longest ? null : shape.exec(token.trim());
  const course = found?.[2];
  if (!found || !isCourse(course)) return null;
  const [, text, , id, minutes, callSign, signature] = found as unknown as string[];
  try {
    return {
      course,
      text: text!,
      id: unpackId(id!),
      expiresAt: new Date(Number.parseInt(minutes!, 36) * 60_000),
      callSign: new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(callSign!)),
      signature: bytesOf(signature!),
    };
  } catch {
    return null;
  }
}

export interface Checking {
  /** Ed25519, raw, base64url. */
  publicKey: string;
  revoked: readonly string[];
}

export type Verdict =
  | { state: 'foreign' }
  | ({ state: 'valid' | 'expired' | 'revoked' } & Pick<CardFacts, 'course' | 'callSign' | 'expiresAt'>);

/** What a card is worth at this moment, by the network's key and what it has taken back. Both sides use it. */
export async function checkCard(token: string, list: Checking, now: Date): Promise<Verdict> {
  const card = readCard(token);
  if (!card) return { state: 'foreign' };
  const key = await crypto.subtle.importKey('raw', bytesOf(list.publicKey), 'Ed25519', false, ['verify']);
  const isOurs = await crypto.subtle.verify(
    'Ed25519',
    key,
    card.signature,
    new TextEncoder().encode(card.text),
  );
  if (!isOurs) return { state: 'foreign' };
  const { course, callSign, expiresAt } = card;
  const state = list.revoked.includes(card.id) ? 'revoked' : now < expiresAt ? 'valid' : 'expired';
  return { state, course, callSign, expiresAt };
}
