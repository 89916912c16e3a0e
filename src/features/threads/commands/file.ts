import { invalid, refused } from '../../../platform/problem.ts';
import type { SentFile } from '../../channels/index.ts';
import { copyOf } from '../../evidence/index.ts';
import { longestFile } from '../contract.ts';
import { fileType, safeName } from '../rules.ts';

/** A file as somebody of the desk gives it. */
export interface GivenFile {
  name: string;
  /** In base64. */
  data: string;
}

/**
 * What is sent of a file: of a picture one that is drawn anew, so that no place and no device goes with it; of a PDF the same
 * bytes. Throws 400 for what is neither, or too large, or cannot be drawn.
 */
export async function prepared({ name, data }: GivenFile): Promise<SentFile> {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > longestFile) throw no(`is larger than ${longestFile / 1_000_000} MB`);
  const type = fileType(bytes.subarray(0, 16));
  if (!type) throw no('must be a picture (JPEG, PNG, GIF, WebP, AVIF) or a PDF');
  if (type === 'application/pdf') return { type, bytes, name: safeName(name, 'pdf') };
  const drawn = await copyOf(type, async function* () {
    yield bytes;
  });
  if ('copy' in drawn) return { type: 'image/jpeg', bytes: drawn.copy, name: safeName(name, 'jpg') };
  if (drawn.not === 'busy')
    throw refused('Too many pictures are being drawn just now.', 'Send it again in a minute.');
  throw no('cannot be drawn: it is damaged or too large');
}

const no = (message: string) => invalid([{ path: 'file', message }]);
