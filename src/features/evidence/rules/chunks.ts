/** Plain bytes of a chunk; each is followed by its tag. */
export const chunkBytes = 64 * 1024;
export const tagBytes = 16;

/**
 * AES-256-GCM chunk by chunk (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): the nonce is the
 * chunk's number and whether it is the last, so a file that was cut, reordered or lengthened does not open. The key is
 * one file's own.
 */
export function nonceOf(number: number, last: boolean): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, number);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/**
 * The original bytes of a whole file again, chunk by chunk, where its key is held: in the browser of who may see it.
 * Throws where a chunk was altered, moved or cut.
 */
export async function openChunks(
  fileKey: Uint8Array<ArrayBuffer>,
  id: string,
  file: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const key = await crypto.subtle.importKey('raw', fileKey, 'AES-GCM', false, ['decrypt']);
  const additionalData = new TextEncoder().encode(id);
  const size = chunkBytes + tagBytes;
  const chunks = Math.max(1, Math.ceil(file.length / size));
  const plain: Uint8Array<ArrayBuffer>[] = [];
  for (let number = 0; number < chunks; number++) {
    const iv = nonceOf(number, number === chunks - 1);
    const box = file.subarray(number * size, (number + 1) * size);
    plain.push(
      new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, box)),
    );
  }
  return plain;
}

/**
 * The key under which the copy lies, from the original's: whoever has that can make it, and no nonce is used twice.
 * HKDF-SHA256.
 */
export async function copyKeyOf(fileKey: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', fileKey, 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode('porchlight/media copy');
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, key, 256));
}
