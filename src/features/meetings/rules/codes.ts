/** Without what is read for something else: 0 O, 1 I L, U V. */
const letters = '23456789ABCDEFGHJKMNPQRSTWXYZ';
export const guestLetters = 8;
export const doorLetters = 6;

/** The code on the screen is another after so many minutes; the one before holds as long again. */
export const doorMinutes = 5;

export const windowOf = (at: Date): number => Math.floor(at.getTime() / (doorMinutes * 60_000));

/** So many letters out of bytes that nobody can foretell: a byte above the last whole round is left out. */
export function codeFrom(bytes: Uint8Array, length: number): string {
  const even = 256 - (256 % letters.length);
  const fair = [...bytes].filter((byte) => byte < even);
  return fair
    .slice(0, length)
    .map((byte) => letters[byte % letters.length])
    .join('');
}

/** What somebody scanned or typed: the address of a QR code or its letters, however they are spaced. Null when it is none. */
export function readCode(text: string): { kind: 'guest' | 'door'; code: string } | null {
  const last = text.trim().split(/[?#]/)[0]!.split('/').filter(Boolean).at(-1) ?? '';
  const code = last.toUpperCase().replace(/[\s.-]/g, '');
  if ([...code].some((letter) => !letters.includes(letter))) return null;
  if (code.length === guestLetters) return { kind: 'guest', code };
  return code.length === doorLetters ? { kind: 'door', code } : null;
}

/** "ABCD EFGH": as it is read out. */
export const spaced = (code: string): string =>
  code.length === guestLetters
    ? `${code.slice(0, 4)} ${code.slice(4)}`
    : `${code.slice(0, 3)} ${code.slice(3)}`;
