import { chunkBytes, tagBytes } from './chunks.ts';

/** How much of a file is fetched at once: 16 chunks, so that a connection that breaks costs a megabyte. */
export const partBytes = 16 * (chunkBytes + tagBytes);

export interface Part {
  /** First byte and last byte, both included. */
  from: number;
  to: number;
}

/**
 * Which part of `total` bytes a Range header asks for (RFC 9110, section 14): one part, or null for the whole, also where
 * several are asked for or the header cannot be read; 'outside' where nothing is there.
 */
export function rangeOf(header: string | undefined, total: number): Part | 'outside' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const most = Number(last);
    return most === 0 || total === 0 ? 'outside' : { from: Math.max(0, total - most), to: total - 1 };
  }
  const from = Number(first);
  const to = last === '' ? total - 1 : Math.min(Number(last), total - 1);
  if (last !== '' && Number(last) < from) return null;
  return from >= total ? 'outside' : { from, to };
}
