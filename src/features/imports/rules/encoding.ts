/** What a file begins with where it is no list, whatever its name says. */
const kinds: { name: Wrong; bytes: number[] }[] = [
  { name: 'picture', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'picture', bytes: [0xff, 0xd8, 0xff] },
  { name: 'picture', bytes: [0x47, 0x49, 0x46, 0x38] },
  { name: 'picture', bytes: [0x52, 0x49, 0x46, 0x46] },
  { name: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
  // A workbook of a spreadsheet is a ZIP archive.
  { name: 'workbook', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'workbook', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
];

export type Wrong = 'picture' | 'pdf' | 'workbook' | 'binary' | 'empty';
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const looked = 64 * 1024;

/** Characters that no list has, besides tab and the ends of lines. */
const isControl = (byte: number) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 0;

/** Why the first bytes are those of no list; null where they may be. A few stray zero bytes are forgiven. */
export function notAList(head: Uint8Array): Wrong | null {
  if (head.length === 0) return 'empty';
  const known = kinds.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));
  if (known) return known.name;
  if (utf16Of(head)) return null;
  const some = head.subarray(0, looked);
  let odd = 0;
  for (const byte of some) if (isControl(byte) || byte === 0) odd++;
  return odd > 3 && odd > some.length / 50 ? 'binary' : null;
}

/** UTF-16 by its mark, or by every other byte being zero, as it is in any text with ASCII in it. */
function utf16Of(head: Uint8Array): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const some = head.subarray(0, Math.min(looked, head.length - (head.length % 2)));
  if (some.length < 4) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < some.length; i += 2) {
    if (some[i] === 0) even++;
    if (some[i + 1] === 0) odd++;
  }
  const many = some.length / 2 / 3;
  if (odd > many && even < many / 10) return 'utf-16le';
  return even > many && odd < many / 10 ? 'utf-16be' : null;
}

/**
 * Tells the encoding of a file as it comes in: UTF-16 by its beginning, UTF-8 when every byte of it is, or else
 * Windows-1252, in which every file is text.
 */
export class EncodingGuess {
  private utf16: Encoding | null | undefined;
  private strict: TextDecoder | null = new TextDecoder('utf-8', { fatal: true });

  push(piece: Uint8Array): void {
    this.utf16 ??= utf16Of(piece);
    this.try(piece, true);
  }

  end(): Encoding {
    this.try(new Uint8Array(), false);
    return this.utf16 ?? (this.strict ? 'utf-8' : 'windows-1252');
  }

  private try(piece: Uint8Array, stream: boolean): void {
    try {
      this.strict?.decode(piece, { stream });
    } catch {
      this.strict = null;
    }
  }
}
