import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Gauge } from '../../../platform/gauge.ts';
import type { Call } from '../../../platform/http/call.ts';
import { Problem } from '../../../platform/problem.ts';
import { decryptChunks, encryptChunks } from '../chunks.ts';
import { maxBytes } from '../contract.ts';
import { copyOf } from '../copy.ts';
import { copyKeyOf, headBytes, typeOf } from '../rules.ts';
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

export interface Upload extends Owned {
  /** The sender's name for the file; sealed. */
  name?: string | undefined;
  stream: Stream;
}

/**
 * Streams a picture or video to disk, sealed chunk by chunk and never plain: under a key of its own that is made here,
 * lives in memory for as long as it takes, and is kept only sealed to those who may read. Throws 413 beyond 25 MB, 415
 * for what is no picture or video.
 */
export const storeUpload = (call: Call, upload: Upload): Promise<Stored> =>
  once(call, upload, (place) => keep(call, upload, place));

/** The original first, whole and on disk; then the copy, drawn from what was written. */
async function keep(call: Call, upload: Upload, { files, ...place }: Place): Promise<Stored | null> {
  const { id } = place;
  const key = randomBytes(32);
  const measured = { type: '', bytes: 0, sha256: Buffer.alloc(0) };
  await write(files.original, encryptChunks(key, id, measure(upload.stream, measured)));
  const copied = isFlood(call)
    ? { not: 'busy' as const }
    : await copyOf(measured.type, () => decryptChunks(key, id, createReadStream(files.original)));
  if ('copy' in copied) {
    const copyKey = Buffer.from(await copyKeyOf(new Uint8Array(key)));
    await write(files.copy, encryptChunks(copyKey, id, [copied.copy]));
  }
  const copyBytes = 'copy' in copied ? copied.copy.length : null;
  const notShown = 'not' in copied ? copied.not : null;
  const secret = { key: key.toString('base64'), name: upload.name?.slice(0, 200) };
  return call.tx((ctx) => record(ctx, upload, { ...place, ...measured, copyBytes, notShown }, secret));
}

/** Of one door so many get a copy; what is beyond is kept as it came. */
const copies = new Gauge({ most: 30, minutes: 10 });

const isFlood = ({ network, actor, origin, services }: Call): boolean =>
  actor.kind === 'resident' && copies.isOver(`${network.id} ${origin}`, services.clock.now());

interface Measured {
  type: string;
  bytes: number;
  sha256: Buffer;
}

/** Passes the bytes on while it counts and hashes them, and refuses what is too large or of another kind. */
async function* measure(stream: Stream, into: Measured): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  for await (const part of stream) {
    into.bytes += part.length;
    if (into.bytes > maxBytes) throw tooLarge;
    if (head.length < headBytes) head = Buffer.concat([head, part.subarray(0, headBytes)]);
    hash.update(part);
    yield Buffer.from(part);
  }
  if (stream.truncated) throw tooLarge;
  const type = typeOf(head);
  if (!type) throw notAPicture;
  into.type = type;
  into.sha256 = hash.digest();
}

const notAPicture = new Problem(
  415,
  'media-type',
  'Not a picture or video',
  'This file is not a picture or video that we can read.',
  { kept: keptReport, next: 'Send a picture (JPEG, PNG, HEIC, WebP) or a video (MP4, MOV, WebM).' },
);
