import { rm } from 'node:fs/promises';
import type { Ctx } from '../../platform/context.ts';
import type { Services } from '../../platform/http/call.ts';
import type { Keeping, KnowsAbout } from '../../platform/keeping.ts';
import { shred } from '../keys/index.ts';
import { fileAt, fileNames } from './files.ts';
import * as store from './store.ts';

/** A picture ends with what it belongs to. */
const described = ({ id, ownerId, by, at }: store.MediaFacts) => ({
  noun: 'picture',
  records: [id, ownerId],
  persons: by ? [by] : [],
  at,
  ended: at,
});

export const about: KnowsAbout = async (ctx, ids) =>
  new Map((await store.selectMediaFacts(ctx, ids)).map((row) => [row.id, described(row)]));

/** The key goes with the row, and at that moment the file is noise; original and copy follow by rows of their own. */
async function purge(ctx: Ctx, ids: string[]): Promise<number> {
  const gone = await store.deleteMedia(ctx, ids);
  await shred(ctx, ids);
  await store.insertRemovals(
    ctx,
    gone.flatMap((media) => Object.values(fileNames(media))),
  );
  return gone.length;
}

export const keeps: Keeping[] = [
  {
    name: 'evidence.media',
    kind: 'media',
    due: async (...page) =>
      (await store.selectMediaOver(...page)).map((row) => ({ id: row.id, about: described(row) })),
    purge,
  },
];

const atOnce = 50;

/** Removes files whose row is gone. A crash between file and row removes the file once more. True while there is more. */
export const removeFiles = ({ db, config }: Services, networkId: string): Promise<boolean> =>
  db.inNetwork(networkId, async (tx) => {
    const files = await store.takeRemovals(tx, networkId, atOnce);
    for (const file of files) await rm(fileAt(config.dataDir, networkId, file), { force: true });
    if (files.length > 0) await store.deleteRemovals(tx, networkId, files);
    return files.length === atOnce;
  });
