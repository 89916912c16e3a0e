import { plusMinutes } from '../../platform/clock.ts';

export type Face = 'desk' | 'field';
/** How a session was opened. */
export type Way = 'passkey' | 'invite' | 'demo';
export type Purpose = 'register' | 'sign-in' | 'confirm';

/** Idle and absolute life of a session, in minutes. A phone in a pocket lives longer than a desk. */
export const life = {
  desk: { idle: 30, absolute: 12 * 60 },
  field: { idle: 14 * 24 * 60, absolute: 60 * 24 * 60 },
};

/** Sessions that an account may have at a time; a further one ends the oldest. */
export const mostSessions = 10;

/** How long a device-bound session's token is good by itself, in minutes. Who stole it alone loses it then. */
export const renewMinutes = 60;

/** How long a browser has to come back with a signed challenge, in minutes. */
export const challengeMinutes = 5;

/** What a device signs to renew its session: each renewal sets a new `due`, so that no proof fits twice. */
export const renewalText = (session: string, due: string): string => `porchlight renew\n${session}\n${due}`;

/** Where passkeys work: the relying party of WebAuthn and the one origin whose pages may use it. */
export interface Party {
  id: string;
  origin: string;
}

/**
 * From the public address, or under another host name of the same server. A numeric address can be no relying party: one of this machine is taken for `localhost`,
 * and at any other there are no passkeys (null).
 */
export function partyOf(publicUrl: string, host?: string): Party | null {
  const url = new URL(publicUrl);
  if (host) url.hostname = host;
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  if (/^127\./.test(bare) || bare === '::1') {
    url.hostname = 'localhost';
    return { id: 'localhost', origin: url.origin };
  }
  if (/^[\d.]+$/.test(bare) || bare.includes(':')) return null;
  // Elsewhere browsers offer passkeys over HTTPS only.
  return url.protocol === 'https:' || bare === 'localhost' ? { id: bare, origin: url.origin } : null;
}

/**
 * Whether a signature counter can follow the one before. Where an authenticator counts at all, a number that does not
 * grow means that two of them have the same key (WebAuthn, section 6.1.1).
 */
export const counterFollows = (before: number, now: number): boolean =>
  (before === 0 && now === 0) || now > before;

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A recovery code from 24 random bytes: 24 letters of 32, 120 bits, in fours, as it is printed. */
export function recoveryCode(random: Uint8Array): string {
  if (random.length < 24) throw new RangeError('a recovery code takes 24 random bytes');
  const text = Array.from(random.subarray(0, 24), (byte) => letters[byte % 32]).join('');
  return text.match(/.{4}/g)!.join('-');
}

/** A code as somebody typed it, in the form that is hashed: what looks alike is the same. */
export const plainCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .replace(/U/g, 'V');

/**
 * How long who failed so often waits for the next try, in seconds: nothing for the first three, then twice as long each
 * time. A stranger's door waits up to 15 minutes; an account's own owner, whose account others try, up to 4 seconds.
 */
export const waitS = (failures: number, most: number): number =>
  failures < 3 ? 0 : Math.min(most, 2 ** Math.min(20, failures - 3));

export const waits = { perOrigin: 15 * 60, perAccount: 4, forgottenMinutes: 60, attackAfter: 5 };

/** The first moment at which what a session may do can change by time alone. */
export function validUntil(
  session: { expiresAt: Date; seenAt: Date; renewBy: Date | null },
  face: Face,
  grants: { startsAt: Date; endsAt: Date | null }[],
  now: Date,
): Date {
  const ends = [session.expiresAt, plusMinutes(session.seenAt, life[face].idle), session.renewBy];
  const turns = grants.flatMap((g) => [g.startsAt, g.endsAt]).filter((at) => at && at > now);
  const all = [...ends, ...turns].filter((at) => at !== null);
  return new Date(Math.min(...all.map((at) => at.getTime())));
}
