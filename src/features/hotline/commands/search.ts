import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { conflict } from '../../../platform/problem.ts';
import { mustRead, sealFor, shred } from '../../keys/index.ts';
import { type Index, type SearchRing, searchPage } from '../contract.ts';
import * as store from '../store.ts';

/**
 * The index as its ring's browsers made it: the parts wanted, or where none is, which there are. Throws 403 for who is not
 * of the ring, or was removed.
 */
export async function searchParts(
  ctx: Ctx,
  { ring, wanted }: { ring: SearchRing; wanted: readonly string[] },
) {
  await mustRead(ctx, ring);
  if (wanted.length === 0) return { ids: await store.selectPartIds(ctx, ring), items: [] };
  const parts = await store.selectParts(ctx, ring, wanted);
  return {
    ids: [],
    items: parts.map(({ id, index }) => ({ id, index: boxOf<Index>(index, { record: id, field: 'index' }) })),
  };
}

/** What a browser of the ring is to put into the next part. Throws 403. */
export async function unsearched(ctx: Ctx, ring: SearchRing) {
  await mustRead(ctx, ring);
  const rows = await store.selectUnsearched(ctx, ring, searchPage.docs);
  return rows.map(({ id, report, kind, at, words, contact }) => ({
    id,
    report,
    kind,
    at: at.toISOString(),
    said: boxOf<Record<string, unknown>>(words, { record: id, field: 'words' }),
    contact: contact && boxOf<string>(contact, { record: report, field: 'contact' }),
  }));
}

/** Keeps a part, sealed to the ring alone. False where another browser was first. Throws 403, 409. */
export async function addPart(
  ctx: Ctx,
  { id, ring, of, index }: { id: string; ring: SearchRing; of: readonly string[]; index: SealedInput },
): Promise<boolean> {
  await mustRead(ctx, ring);
  if ((await store.countReadable(ctx, ring, of)) !== new Set(of).size)
    throw conflict('A report in this is gone, or is not for that ring.');
  const boxes = await sealFor(ctx, [ring], id, { index });
  const taken = await store.insertPart(ctx, { id, ring, of, index: boxes.index });
  if (!taken) await shred(ctx, [id]);
  return taken;
}

/** What is to be read no more, or anew, leaves the index: with the parts that hold it. */
export const leaveIndex = async (ctx: Ctx, ids: readonly string[]): Promise<void> =>
  shred(ctx, await store.deletePartsOf(ctx, ids));
