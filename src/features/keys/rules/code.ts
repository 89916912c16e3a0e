/** Crockford's base 32: no I, L, O, U, which are read as 1, 1, 0 and not at all. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 26 letters of 5 bits: 130 bits. Nobody tries them out, so the code needs no stretching. */
const length = 26;
/** Prime and above every product of a place and a letter: one wrong letter, or two that changed places, never pass. */
const modulus = 1021;

const checkOf = (letters: number[]) =>
  letters.reduce((sum, letter, place) => sum + (place + 1) * letter, 0) % modulus;

/** A printed code for these random bytes (26 of them): seven groups of four letters, the last two a check. */
export function codeFrom(random: Uint8Array): string {
  const letters = [...random.subarray(0, length)].map((byte) => byte & 31);
  const check = checkOf(letters);
  const text = [...letters, check >> 5, check & 31].map((n) => alphabet[n]).join('');
  return text.match(/.{4}/g)!.join('-');
}

/** What a typed code stands for; null when a letter is wrong. Spaces, dashes and small letters do not matter. */
export function readCode(typed: string): Uint8Array<ArrayBuffer> | null {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
  const letters = [...text].map((letter) => alphabet.indexOf(letter));
  if (letters.length !== length + 2 || letters.includes(-1)) return null;
  const [high, low] = letters.splice(length) as [number, number];
  return checkOf(letters) === high * 32 + low ? new Uint8Array(letters) : null;
}
