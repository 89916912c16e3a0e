import type { MediaType } from './contract.ts';

export * from './rules/chunks.ts';
export * from './rules/range.ts';

const text = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, i) => bytes[i] === byte);

/** Bytes that `typeOf` looks at. */
export const headBytes = 16;

/**
 * The kind of picture, video or recording that the first bytes show; null for anything else. What a sender calls a file is not
 * believed: it is served under this type only.
 */
export function typeOf(head: Uint8Array): MediaType | null {
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (text(head, 0, 4) === 'GIF8') return 'image/gif';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP') return 'image/webp';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WAVE') return 'audio/wav';
  // MPEG layer III, with its tag or from its first frame on (ISO/IEC 11172-3).
  if (text(head, 0, 3) === 'ID3' || (head[0] === 0xff && (head[1]! & 0xe6) === 0xe2)) return 'audio/mpeg';
  // AAC in its own frames (ISO/IEC 13818-7), as phones record it.
  if (head[0] === 0xff && (head[1]! & 0xf6) === 0xf0) return 'audio/aac';
  if (text(head, 0, 4) === 'OggS') return 'audio/ogg';
  if (text(head, 0, 5) === '#!AMR') return 'audio/amr';
  if (startsWith(head, 0x1a, 0x45, 0xdf, 0xa3)) return 'video/webm';
  if (text(head, 4, 8) === 'ftyp') return ofBrand(text(head, 8, 12));
  return null;
}

/** Pictures that can be drawn anew. HEIC is not among them: its decoder is under patents and not part of our library. */
export const copyable: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
]);

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'video/quicktime': 'mov',
  'video/3gpp': '3gp',
};

/** What a file of this type is called when it is saved; never by the sender's own name. */
export const fileNameOf = (id: string, type: string): string =>
  `${id}.${endings[type] ?? type.split('/')[1]}`;

/** ISO base media files tell by their major brand (ISO/IEC 14496-12). */
function ofBrand(brand: string): MediaType {
  if (/^(heic|heix|hevc|mif1|msf1)/.test(brand)) return 'image/heic';
  if (brand === 'avif') return 'image/avif';
  if (/^M4[AB] $/.test(brand)) return 'audio/mp4';
  if (brand === 'qt  ') return 'video/quicktime';
  return brand.startsWith('3g') ? 'video/3gpp' : 'video/mp4';
}
