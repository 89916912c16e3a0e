import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { audit } from '../../platform/audit/index.ts';
import type { Ctx } from '../../platform/context.ts';
import { boxOf } from '../../platform/crypto/vault.ts';
import { emit } from '../../platform/events/index.ts';
import { Gauge } from '../../platform/gauge.ts';
import type { Call, Services } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { authorize, can } from '../../platform/policy.ts';
import { notFound, Problem } from '../../platform/problem.ts';
import type { Ring } from '../../platform/seal/bound.ts';
import { sealFor } from '../keys/index.ts';
import { decryptChunks, encryptChunks } from './chunks.ts';
import { type Media, maxBytes, type OwnerKind } from './contract.ts';
import { copyOf } from './copy.ts';
import { fileAt, fileNames } from './files.ts';
import { policy } from './policy.ts';
import { copyKeyOf, headBytes, typeOf } from './rules.ts';
import * as store from './store.ts';

export interface Upload {
  ownerKind: OwnerKind;
  ownerId: string;
  /** Made by the client: the same id twice is one upload. */
  id?: string | undefined;
  /** The sender's name for the file; sealed. */
  name?: string | undefined;
  /** Only the legal desk may open it. */
  restricted?: boolean;
  /** `truncated` is set by the form reader when it cut a file that was too large. */
  stream: AsyncIterable<Uint8Array> & { truncated?: boolean };
}

export type Stored = Pick<Media, 'id' | 'type' | 'sha256' | 'bytes'>;

const filesOf = (services: Services, networkId: string, media: Pick<store.MediaRow, 'id' | 'file'>) => {
  const { original, copy } = fileNames(media);
  const at = (name: string) => fileAt(services.config.dataDir, networkId, name);
  return { original: at(original), copy: at(copy) };
};

/** Who may open it: what is restricted is the legal desk's alone. */
const readersOf = (restricted: boolean): Ring[] => (restricted ? ['legal'] : ['desk', 'legal']);

/**
 * Streams a picture or video to disk, encrypted chunk by chunk and never plain. The row and its event come after the
 * bytes are safe; whatever goes wrong leaves no file. Throws 413 beyond 25 MB, 415 for what is no picture or video.
 */
export async function storeUpload(call: Call, upload: Upload): Promise<Stored> {
  const id = upload.id ?? newId();
  const earlier = await call.tx((ctx) => store.selectMedia(ctx.tx, ctx.network.id, id));
  if (earlier) return stored(earlier);
  const name = { id, file: newId() };
  const files = filesOf(call.services, call.network.id, name);
  const first = await keep(call, upload, { ...name, key: randomBytes(32), files }).catch(async (error) => {
    await drop(files);
    throw error;
  });
  if (!first) await drop(files);
  return first ?? stored((await call.tx((ctx) => store.selectMedia(ctx.tx, ctx.network.id, id)))!);
}

const drop = (files: Place['files']) =>
  Promise.all(Object.values(files).map((file) => rm(file, { force: true })));

interface Place {
  id: string;
  file: string;
  /** In memory for as long as it takes; kept sealed to those who may read. */
  key: Buffer;
  files: { original: string; copy: string };
}

/** The original first, whole and on disk; then the copy, drawn from what was written. Null when it was stored meanwhile. */
async function keep(call: Call, upload: Upload, { files, ...place }: Place): Promise<Stored | null> {
  const { id, key } = place;
  const measured = { type: '', bytes: 0, sha256: Buffer.alloc(0) };
  await write(files.original, key, id, measure(upload.stream, measured));
  const copied = isFlood(call)
    ? { not: 'busy' as const }
    : await copyOf(measured.type, () => decryptChunks(key, id, createReadStream(files.original)));
  if ('copy' in copied) {
    const copyKey = Buffer.from(await copyKeyOf(new Uint8Array(key)));
    await write(files.copy, copyKey, id, [copied.copy]);
  }
  const copyBytes = 'copy' in copied ? copied.copy.length : null;
  const notShown = 'not' in copied ? copied.not : null;
  return call.tx((ctx) => record(ctx, { ...upload, ...measured, ...place, copyBytes, notShown }));
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

async function write(
  file: string,
  key: Buffer,
  id: string,
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of encryptChunks(key, id, stream)) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Passes the bytes on while it counts and hashes them, and refuses what is too large or of another kind. */
async function* measure(stream: Upload['stream'], into: Measured): AsyncGenerator<Buffer> {
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

type Copied = Pick<store.MediaRow, 'copyBytes' | 'notShown'>;

/** Null when the same upload was stored meanwhile. */
async function record(
  ctx: Ctx,
  { id, file, key, name, ...media }: Upload & Measured & Copied & Omit<Place, 'files'>,
): Promise<Stored | null> {
  const restricted = media.restricted ?? false;
  const sealed = await sealFor(ctx, readersOf(restricted), id, {
    key: key.toString('base64'),
    ...(name && { name: name.slice(0, 200) }),
  });
  const row = {
    id,
    ownerKind: media.ownerKind,
    ownerId: media.ownerId,
    restricted,
    type: media.type,
    bytes: media.bytes,
    sha256: media.sha256,
    copyBytes: media.copyBytes,
    notShown: media.notShown,
    file,
    key: sealed.key,
    name: sealed.name ?? null,
    by: ctx.actor.personId,
    at: ctx.now,
  };
  if (!(await store.insertMedia(ctx.tx, ctx.network.id, row))) return null;
  await emit(ctx, {
    // Whoever may not open it does not learn that it came.
    kind: row.restricted ? 'media.restricted' : 'media.stored',
    subject: media.ownerId,
    data: { media: id, ownerKind: media.ownerKind },
  });
  return stored(row);
}

const stored = ({ id, type, sha256, bytes }: store.MediaRow): Stored => ({
  id,
  type,
  sha256: sha256.toString('hex'),
  bytes,
});

/** What belongs to these, the oldest first. */
export async function mediaOf(ctx: Ctx, ownerIds: readonly string[]): Promise<Media[]> {
  const rows = await store.selectMediaOf(ctx.tx, ctx.network.id, ownerIds);
  return rows.map((row) => ({
    ...stored(row),
    ownerId: row.ownerId,
    at: row.at.toISOString(),
    notShown: row.notShown,
    key: boxOf<string>(row.key, { record: row.id, field: 'key' }),
  }));
}

/** Those of these owners with a picture or video that somebody else had sent before; what is restricted tells nothing. */
export async function recycled(ctx: Ctx, ownerIds: readonly string[]): Promise<Set<string>> {
  const own = await store.selectMediaOf(ctx.tx, ctx.network.id, ownerIds);
  const first = new Map<string, string>();
  const same = await store.selectByHash(
    ctx.tx,
    ctx.network.id,
    own.map((m) => m.sha256),
  );
  for (const { sha256, ownerId } of same.filter((m) => !m.restricted || ownerIds.includes(m.ownerId)))
    if (!first.has(sha256.toString('hex'))) first.set(sha256.toString('hex'), ownerId);
  return new Set(own.filter((m) => first.get(m.sha256.toString('hex')) !== m.ownerId).map((m) => m.ownerId));
}

/**
 * The original or its copy as they lie there, encrypted: whoever may read it opens it in the browser. That somebody asked
 * for an original is written down. Throws 404 where it is not the actor's to see, or there is no copy.
 */
export async function openUpload(call: Call, id: string, which: 'original' | 'copy'): Promise<Readable> {
  const row = await call.tx(async (ctx) => {
    const row = await store.selectMedia(ctx.tx, ctx.network.id, id);
    authorize(policy, ctx.actor, 'list', 'media');
    if (!row || !can(policy, ctx.actor, 'read', 'media', row)) throw notFound('picture or video');
    if (which === 'original') await audit(ctx, { act: 'media.opened', subject: id });
    return row;
  });
  if (which === 'copy' && row.copyBytes === null) throw notFound('copy of this picture or video');
  const file = filesOf(call.services, call.network.id, row)[which];
  return createReadStream(file, { highWaterMark: 256 * 1024 });
}

const keptReport = 'Nothing of this file was kept. Everything else you sent is.';

const tooLarge = new Problem(413, 'too-large', 'Too large', 'This file is larger than 25 MB.', {
  kept: keptReport,
  next: 'Send a shorter video or a smaller picture.',
});

const notAPicture = new Problem(
  415,
  'media-type',
  'Not a picture or video',
  'This file is not a picture or video that we can read.',
  { kept: keptReport, next: 'Send a picture (JPEG, PNG, HEIC, WebP) or a video (MP4, MOV, WebM).' },
);
