import type { Ctx } from '../../../platform/context.ts';
import { type Handler, on } from '../../../platform/events/consumers.ts';
import { emit } from '../../../platform/events/index.ts';
import * as store from '../store.ts';

type Follow = (ctx: Ctx, merge: store.Merge) => Promise<void>;

const mergeOf = (data: unknown): store.Merge => {
  const { merge, person, gone } = data as { merge: string; person: string; gone: string };
  return { id: merge, kept: person, gone };
};

/**
 * How a feature follows when two people are made one, and when that is undone: what it has of the one who goes belongs to
 * the one who stays, and comes back. `merged` and `parted` do what more there is to do, after the rows have moved.
 */
export const followMerges = (
  feature: string,
  belongings: readonly store.Belonging[],
  { merged, parted }: { merged?: Follow; parted?: Follow } = {},
): Handler[] => [
  // One handler for both, so that what is undone at once is followed in its order.
  on('person.merged person.parted', `${feature}.merged`, async (ctx, { kind, data }) => {
    const isMerged = kind === 'person.merged';
    for (const what of belongings)
      await (isMerged ? store.moveRows : store.moveRowsBack)(ctx, mergeOf(data), what);
    await (isMerged ? merged : parted)?.(ctx, mergeOf(data));
  }),
];

/** Notes rows by their ids, to be found when the merge is undone: what was put to rest, or what came of it. */
export const noteMerged = (ctx: Ctx, merge: store.Merge, part: string, how: store.Moved, ids: string[]) =>
  store.noteRows(
    ctx,
    merge,
    part,
    ids.map((id) => ({ id })),
    how,
  );

export const notedIds = async (
  ctx: Ctx,
  { id }: store.Merge,
  part: string,
  how: store.Moved,
): Promise<string[]> => (await store.selectNoted(ctx, id, part, how)).map((key) => String(key.id));

export const forgetMerged = (ctx: Ctx, goneId: string): Promise<void> => store.forgetMerged(ctx, goneId);

/** What counts towards trust, or against it, is another for both. */
export const changedBoth: Follow = (ctx, { kept, gone }) =>
  emit(ctx, ...[kept, gone].map((id) => ({ kind: 'person.changed', subject: id, data: { person: id } })));
