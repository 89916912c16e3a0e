/** Who is there for three quarters of a session has taken part. */
const enough = 0.75;

export interface Stay {
  cameAt: Date;
  leftAt: Date | null;
}

/** Whether a stay counts: late by a little is no harm, leaving at half is. */
export function tookPart({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, stay: Stay): boolean {
  const from = Math.max(+startsAt, +stay.cameAt);
  const to = Math.min(+endsAt, +(stay.leftAt ?? endsAt));
  return to - from >= enough * (+endsAt - +startsAt);
}

/** What a phone says of when it happened, held within what can be: from an hour before the session until now. */
export function happenedAt(said: Date, startsAt: Date, now: Date): Date {
  const earliest = +startsAt - 60 * 60_000;
  return new Date(Math.min(+now, Math.max(earliest, +said)));
}

/** Letters and digits that nobody confuses, aloud or on paper (Crockford's base 32). */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eight signs out of a hash: 40 bits. */
export function codeOf(hash: Uint8Array): string {
  let bits = 0n;
  for (const byte of hash.slice(0, 5)) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: 8 }, (_, i) => letters[Number((bits >> BigInt(35 - 5 * i)) & 31n)]).join('');
}

const prefix = 'TRAINING:';
/** What a QR code says, so that a phone knows at which door it belongs. */
export const qrText = (code: string): string => prefix + code;

/** The code in what was scanned or typed: with blanks, dashes, O for 0, I and L for 1. Null where it is none. */
export function readCode(said: string): string | null {
  const text = said.trim().toUpperCase();
  const bare = (text.startsWith(prefix) ? text.slice(prefix.length) : text)
    .replace(/[\s-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return bare.length === 8 && [...bare].every((sign) => letters.includes(sign)) ? bare : null;
}
