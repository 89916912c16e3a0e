import type { Ctx } from '../context.ts';
import { parseCursor } from '../events/index.ts';
import { canonical } from './entry.ts';
import * as store from './store.ts';
import { consistencyRanges, inclusionRanges } from './tree.ts';

type Where = Pick<Ctx, 'tx' | 'network'>;

/** Acts before a cursor, the newest first; also those that have no place in the log yet. */
export const recentActs = (
  { tx, network }: Where,
  wanted: { kind?: string | undefined; person?: string | undefined; before?: string | undefined },
  limit: number,
): Promise<store.RecentAct[]> => {
  const before = wanted.before ? parseCursor(wanted.before) : null;
  return store.selectRecent(tx, network.id, { ...wanted, before }, limit);
};

export const kindsOfActs = ({ tx, network }: Where): Promise<string[]> => store.selectKinds(tx, network.id);

export const newestCheckpoint = ({ tx, network }: Where): Promise<store.CheckpointRow | undefined> =>
  store.selectLastCheckpoint(tx, network.id);

const text = (hashes: Buffer[]) => hashes.map((hash) => hash.toString('base64'));

/** The size asked for, else that of the newest checkpoint; null when the log has not so many entries. */
async function sizeOf({ tx, network }: Where, asked: number | undefined): Promise<number | null> {
  const [last, signed] = [
    await store.selectLast(tx, network.id),
    await store.selectLastCheckpoint(tx, network.id),
  ];
  const size = asked ?? signed?.size;
  return last && size && size <= last.index + 1 ? size : null;
}

/** That an entry is in the log of a size; null when it is not. */
export async function inclusionProof(where: Where, index: number, asked?: number) {
  const { tx, network } = where;
  const size = await sizeOf(where, asked);
  if (!size || index >= size) return null;
  const [row] = await store.selectRows(tx, network.id, index, 1);
  const ranges = [{ start: 0, end: size }, ...inclusionRanges(index, size)];
  const [root, ...hashes] = text(await store.rangeHashes(tx, network.id, ranges));
  if (!row?.entry || row.index !== index) return null;
  return {
    ...{ index, size, hashes },
    root: root!,
    leaf: row.hash.toString('base64'),
    entry: canonical(network.id, row.entry),
  };
}

/** That the log of a size begins with the log of a smaller one; null when it never had these sizes. */
export async function consistencyProof(where: Where, from: number, asked?: number) {
  const { tx, network } = where;
  const size = await sizeOf(where, asked);
  if (!size || from > size) return null;
  const ranges = [{ start: 0, end: size }, ...consistencyRanges(from, size)];
  const [root, ...hashes] = text(await store.rangeHashes(tx, network.id, ranges));
  return { from, size, hashes, root: root! };
}
