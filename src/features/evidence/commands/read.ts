import type { Stats } from 'node:fs';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import { Gauge } from '../../../platform/gauge.ts';
import type { Call } from '../../../platform/http/call.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { notFound, Problem } from '../../../platform/problem.ts';
import type { Media } from '../contract.ts';
import { policy } from '../policy.ts';
import { type Part, rangeOf } from '../rules.ts';
import * as store from '../store.ts';
import { filesOf, stored } from './keep.ts';

const shown = (row: store.MediaRow): Media => ({
  ...stored(row),
  ownerId: row.ownerId,
  at: row.at.toISOString(),
  notShown: row.notShown,
  key: boxOf<string>(row.key, { record: row.id, field: 'key' }),
});

/** What belongs to these, the oldest first. */
export async function mediaOf(ctx: Ctx, ownerIds: readonly string[]): Promise<Media[]> {
  return (await store.selectMediaOf(ctx.tx, ctx.network.id, ownerIds)).map(shown);
}

/** Within what the actor may open. Throws 404. */
async function load(ctx: Ctx, id: string): Promise<store.MediaRow> {
  authorize(policy, ctx.actor, 'list', 'media');
  const row = await store.selectMedia(ctx.tx, ctx.network.id, id);
  if (!row || !can(policy, ctx.actor, 'read', 'media', row)) throw notFound('picture or video');
  return row;
}

/** One picture or video, with its key sealed. Throws 404 where it is not the actor's to see. */
export const aboutMedia = async (ctx: Ctx, id: string): Promise<Media> => shown(await load(ctx, id));

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

/** An original is fetched in many parts: who has begun to is written down once in so long. */
const begun = new Gauge({ most: 0, minutes: 10 });

export interface Opened {
  stream: Readable;
  /** Bytes of the whole file as it is stored. */
  total: number;
  /** Null where the stream is the whole. */
  part: Part | null;
}

/**
 * The original or its copy as they lie there, sealed, or the part that a Range header asks for: whoever may read it
 * opens it in the browser. That somebody asked for an original is written down. Throws 404 where it is not the actor's
 * to see, or there is no copy; 416 for a part beyond the end; 410 where the file is gone from the disk.
 */
export async function openUpload(
  call: Call,
  id: string,
  which: 'original' | 'copy',
  range?: string,
): Promise<Opened> {
  const now = call.services.clock.now();
  const reader = `${call.network.id} ${call.actor.id} ${id}`;
  const row = await call.tx(async (ctx) => {
    const found = await load(ctx, id);
    if (which === 'original' && begun.of(reader, now) === 0)
      await audit(ctx, { act: 'media.opened', subject: id });
    return found;
  });
  // Only now is it sure to be written down.
  if (which === 'original' && begun.of(reader, now) === 0) begun.count(reader, now);
  if (which === 'copy' && row.copyBytes === null) throw notFound('copy of this picture or video');
  const file = filesOf(call.services, call.network.id, row)[which];
  const { size: total } = await stat(file).catch((): Pick<Stats, 'size'> => {
    throw missing;
  });
  const part = rangeOf(range, total);
  if (part === 'outside') throw beyondEnd(total);
  const bounds = part && { start: part.from, end: part.to };
  return { stream: createReadStream(file, { highWaterMark: 256 * 1024, ...bounds }), total, part };
}

const missing = new Problem(
  410,
  'file-missing',
  'The file is not there',
  'What is known of this picture or video is here, but its file is gone from the server’s disk.',
  {
    kept: 'Its time, its hash and where it belongs are kept.',
    next: 'Tell whoever runs the server: the folder media/ is restored from the backup.',
  },
);

const beyondEnd = (total: number) =>
  new Problem(416, 'range', 'Beyond the end', `This file has ${total} bytes as it is stored.`, {
    kept: 'Nothing was changed.',
    next: 'Ask for a part within it, or for the whole.',
    facts: { total },
  });
