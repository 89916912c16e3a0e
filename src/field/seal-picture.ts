import type { NotShown } from '../features/evidence/contract.ts';
import { copyable, copyKeyOf, headBytes, sealChunks, typeOf } from '../features/evidence/rules.ts';
import { type PublicKeys, sealFields } from '../features/keys/rules/sealer.ts';
import { makeRecordKey, toBase64 } from '../platform/seal/index.ts';
import type { SealedPicture } from './outbox.ts';
import { timeline } from './seal.ts';

/** Pixels of the copy's longer side, as in the copies that the server draws. */
const longestSide = 2048;

/**
 * A picture or video sealed on this phone under a key of its own, with a copy that holds nothing but its pixels. Throws
 * where it is no picture or video.
 */
export async function sealedPicture(
  keys: PublicKeys,
  id: string,
  { file, name }: { file: Blob; name: string },
): Promise<SealedPicture> {
  const type = typeOf(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()));
  if (!type) throw new Error('no picture or video');
  const fileKey = makeRecordKey();
  const drawn = type.startsWith('image/') ? await draw(file) : null;
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const secret = await sealFields(keys, timeline, id, { key: toBase64(fileKey), name: name.slice(0, 200) });
  return {
    kind: 'picture',
    file: await sealChunks(fileKey, id, file),
    copy: drawn && (await sealChunks(await copyKeyOf(fileKey), id, drawn)),
    about: { type, sha256: hex(hash), ...secret, notShown: drawn ? null : whyNot(type) },
  };
}

const hex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function whyNot(type: string): NotShown {
  if (type.startsWith('video/')) return 'video';
  if (type.startsWith('audio/')) return 'audio';
  return copyable.has(type) ? 'broken' : 'format';
}

/** The picture drawn anew, upright, as a JPEG: where, when and with what it was taken stays in the original. Null where this phone cannot read it. */
async function draw(file: Blob): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
}
