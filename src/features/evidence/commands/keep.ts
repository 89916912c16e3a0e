import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Call, Services } from '../../../platform/http/call.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Ring } from '../../../platform/seal/bound.ts';
import { sealFor } from '../../keys/index.ts';
import type { Media, OwnerKind } from '../contract.ts';
import { fileAt, fileNames } from '../files.ts';
import * as store from '../store.ts';

export interface Owned {
  ownerKind: OwnerKind;
  ownerId: string;
  /** Made by the client: the same id twice is one upload. */
  id?: string | undefined;
  /** Only the legal desk may open it. */
  restricted?: boolean;
}

/** `truncated` is set by the form reader when it cut a file that was too large. */
export type Stream = AsyncIterable<Uint8Array> & { truncated?: boolean };

export type Stored = Pick<Media, 'id' | 'type' | 'sha256' | 'bytes'>;

/** Where an upload lies: its id, what names its files, and the files. */
export interface Place {
  id: string;
  file: string;
  files: { original: string; copy: string };
}

export const filesOf = (
  services: Services,
  networkId: string,
  media: Pick<store.MediaRow, 'id' | 'file'>,
): Place['files'] => {
  const { original, copy } = fileNames(media);
  const at = (name: string) => fileAt(services.config.dataDir, networkId, name);
  return { original: at(original), copy: at(copy) };
};

/** Who may open it: what is restricted is the legal desk's alone. */
const readersOf = (restricted: boolean): Ring[] => (restricted ? ['legal'] : ['desk', 'legal']);

/**
 * Runs what keeps an upload, once for each id. The row and its event come after the bytes are safe; whatever goes wrong
 * leaves no file. `keep` answers null when the same upload was stored meanwhile.
 */
export async function once(
  call: Call,
  { id = newId() }: Owned,
  keep: (place: Place) => Promise<Stored | null>,
): Promise<Stored> {
  const there = () => call.tx((ctx) => store.selectMedia(ctx.tx, ctx.network.id, id));
  const earlier = await there();
  if (earlier) return stored(earlier);
  const name = { id, file: newId() };
  const files = filesOf(call.services, call.network.id, name);
  const drop = () => Promise.all(Object.values(files).map((file) => rm(file, { force: true })));
  const first = await keep({ ...name, files }).catch(async (error) => {
    await drop();
    throw error;
  });
  if (!first) await drop();
  return first ?? stored((await there())!);
}

/** Writes sealed bytes to disk as they come; resolves when they are safe. */
export async function write(file: string, sealed: AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const part of sealed) await handle.writeFile(part);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

type Row = Pick<store.MediaRow, 'id' | 'file' | 'type' | 'bytes' | 'sha256' | 'copyBytes' | 'notShown'>;

/** Writes the row of a file that is on disk, its key and name sealed to who may read. Null when the id is there already. */
export async function record(
  ctx: Ctx,
  { ownerKind, ownerId, restricted = false }: Owned,
  row: Row,
  secret: { key: string | SealedInput; name?: string | SealedInput | undefined },
): Promise<Stored | null> {
  const { key, name } = secret;
  const sealed = await sealFor(ctx, readersOf(restricted), row.id, { key, ...(name && { name }) });
  const whole: store.MediaRow = {
    ...{ id: row.id, file: row.file, type: row.type, bytes: row.bytes, sha256: row.sha256 },
    ...{ copyBytes: row.copyBytes, notShown: row.notShown },
    ...{ ownerKind, ownerId, restricted, key: sealed.key, name: sealed.name ?? null },
    by: ctx.actor.personId,
    at: ctx.now,
  };
  if (!(await store.insertMedia(ctx.tx, ctx.network.id, whole))) return null;
  await emit(ctx, {
    // Whoever may not open it does not learn that it came.
    kind: restricted ? 'media.restricted' : 'media.stored',
    subject: ownerId,
    data: { media: row.id, ownerKind },
  });
  return stored(whole);
}

export const stored = ({ id, type, sha256, bytes }: store.MediaRow): Stored => ({
  id,
  type,
  sha256: sha256.toString('hex'),
  bytes,
});

export const keptReport = 'Nothing of this file was kept. Everything else you sent is.';

export const tooLarge = new Problem(413, 'too-large', 'Too large', 'This file is larger than 25 MB.', {
  kept: keptReport,
  next: 'Send a shorter video or a smaller picture.',
});
