/** Plain bytes of a chunk; each is followed by its tag. */
export const chunkBytes = 64 * 1024;
export const tagBytes = 16;
const boxBytes = chunkBytes + tagBytes;

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * AES-256-GCM chunk by chunk (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): the nonce is the
 * chunk's number and whether it is the last, so a file that was cut, reordered or lengthened does not open. The key is
 * one file's own.
 */
export function nonceOf(number: number, last: boolean): Bytes {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, number);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

const chunksIn = (bytes: number, size: number) => Math.max(1, Math.ceil(bytes / size));

/** Bytes of a file of so many plain bytes as it is stored. */
export const storedBytes = (plain: number): number => plain + chunksIn(plain, chunkBytes) * tagBytes;

/** Plain bytes of a file of so many stored bytes; null where no file has so many. */
export function plainBytes(stored: number): number | null {
  const plain = stored - chunksIn(stored, boxBytes) * tagBytes;
  return plain >= 0 && storedBytes(plain) === stored ? plain : null;
}

const keyOf = (fileKey: Bytes, use: 'encrypt' | 'decrypt') =>
  crypto.subtle.importKey('raw', fileKey, 'AES-GCM', false, [use]);

/**
 * Opens a file that is stored in `total` bytes, part by part where its key is held: in the browser of who may see it.
 * Each part begins where a chunk begins. Throws where a chunk was altered or moved, or the file cut or lengthened.
 */
export function chunkOpener(fileKey: Bytes, id: string, total: number) {
  const key = keyOf(fileKey, 'decrypt');
  const additionalData = new TextEncoder().encode(id);
  const last = chunksIn(total, boxBytes) - 1;
  return async (from: number, part: Bytes): Promise<Bytes[]> => {
    if (from % boxBytes !== 0) throw new Error('no chunk begins here');
    const plain: Bytes[] = [];
    for (let at = 0; at < Math.max(1, part.length); at += boxBytes) {
      const number = (from + at) / boxBytes;
      const iv = nonceOf(number, number === last);
      const box = part.subarray(at, at + boxBytes);
      plain.push(
        new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, await key, box)),
      );
    }
    return plain;
  };
}

/** The original bytes of a whole stored file again. Throws as `chunkOpener`. */
export const openChunks = (fileKey: Bytes, id: string, file: Bytes): Promise<Bytes[]> =>
  chunkOpener(fileKey, id, file.length)(0, file);

/** A file as it is stored, made in the browser of who sends it; read a chunk at a time. */
export async function sealChunks(fileKey: Bytes, id: string, file: Blob): Promise<Blob> {
  const key = await keyOf(fileKey, 'encrypt');
  const additionalData = new TextEncoder().encode(id);
  const last = chunksIn(file.size, chunkBytes) - 1;
  const boxes: ArrayBuffer[] = [];
  for (let number = 0; number <= last; number++) {
    const plain = await file.slice(number * chunkBytes, (number + 1) * chunkBytes).arrayBuffer();
    const iv = nonceOf(number, number === last);
    boxes.push(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain));
  }
  return new Blob(boxes);
}

/**
 * The key under which the copy lies, from the original's: whoever has that can make it, and no nonce is used twice.
 * HKDF-SHA256.
 */
export async function copyKeyOf(fileKey: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', fileKey, 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode('porchlight/media copy');
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, key, 256));
}
