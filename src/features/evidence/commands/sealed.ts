import type { Call } from '../../../platform/http/call.ts';
import { Problem } from '../../../platform/problem.ts';
import { maxBytes, type SealedFile } from '../contract.ts';
import { plainBytes, storedBytes } from '../rules.ts';
import {
  keptReport,
  type Owned,
  once,
  type Place,
  record,
  type Stored,
  type Stream,
  tooLarge,
  write,
} from './keep.ts';

export interface SealedUpload extends Owned {
  about: SealedFile;
  original: Stream;
  /** The copy that the browser drew, once the original has been read; undefined where none comes. */
  copy: () => Promise<Stream | undefined>;
}

/** The most that a browser may send of one file: 25 MB with the tags of its chunks. */
export const mostSealed = storedBytes(maxBytes);

/**
 * Keeps a file that a signed-in browser has sealed: type, hash and the copy are as it says, since nothing here can look
 * into it. Throws 413 beyond 25 MB, 400 for what cannot have been sealed so.
 */
export const storeSealed = (call: Call, upload: SealedUpload): Promise<Stored> =>
  once(call, upload, (place) => keep(call, upload, place));

async function keep(call: Call, upload: SealedUpload, { files, ...place }: Place): Promise<Stored | null> {
  const { type, sha256, key, name, notShown } = upload.about;
  const bytes = await keepAsSent(files.original, upload.original);
  const copy = notShown === null ? await upload.copy() : undefined;
  if (notShown === null && !copy) throw notSealed;
  const copyBytes = copy ? await keepAsSent(files.copy, copy) : null;
  const row = { ...place, type, bytes, sha256: Buffer.from(sha256, 'hex'), copyBytes, notShown };
  return call.tx((ctx) => record(ctx, upload, row, { key, name }));
}

/** Writes it and answers how many plain bytes it holds. */
async function keepAsSent(file: string, stream: Stream): Promise<number> {
  const counted = { bytes: 0 };
  await write(file, counting(stream, counted));
  const plain = plainBytes(counted.bytes);
  if (plain === null || plain === 0) throw notSealed;
  return plain;
}

async function* counting(stream: Stream, into: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const part of stream) {
    into.bytes += part.length;
    if (into.bytes > mostSealed) throw tooLarge;
    yield part;
  }
  if (stream.truncated) throw tooLarge;
}

const notSealed = new Problem(
  400,
  'not-sealed',
  'Not sealed as it should be',
  'This file did not arrive whole, or was not sealed as we seal files.',
  { kept: keptReport, next: 'Send it again; if that does not help, reload the app.' },
);
