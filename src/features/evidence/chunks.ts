import { createCipheriv, createDecipheriv } from 'node:crypto';
import { chunkBytes, nonceOf, tagBytes } from './rules.ts';

function seal(key: Buffer, id: string, number: number, last: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, last)).setAAD(Buffer.from(id));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Buffer, id: string, number: number, last: boolean, box: Buffer): Buffer {
  if (box.length < tagBytes) throw new Error('the file is cut short');
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, last)).setAAD(Buffer.from(id));
  decipher.setAuthTag(box.subarray(box.length - tagBytes));
  return Buffer.concat([decipher.update(box.subarray(0, box.length - tagBytes)), decipher.final()]);
}

/** Pieces of any size as pieces of exactly `size`; the last may be smaller, and there is always one. */
async function* pieces(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ piece: Buffer; last: boolean }> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    waiting.push(Buffer.from(part));
    length += part.length;
    if (length <= size) continue;
    const all = Buffer.concat(waiting);
    let at = 0;
    // One byte more than a piece shows that the piece is not the last.
    for (; length - at > size; at += size) yield { piece: all.subarray(at, at + size), last: false };
    waiting = [all.subarray(at)];
    length -= at;
  }
  yield { piece: Buffer.concat(waiting), last: true };
}

/** A stream's bytes as encrypted chunks. */
export async function* encryptChunks(
  key: Buffer,
  id: string,
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { piece, last } of pieces(stream, chunkBytes)) yield seal(key, id, number++, last, piece);
}

/** The original bytes again, while a file is being taken in and its key is at hand: a copy is drawn from them. */
export async function* decryptChunks(
  key: Buffer,
  id: string,
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { piece, last } of pieces(stream, chunkBytes + tagBytes))
    yield open(key, id, number++, last, piece);
}
