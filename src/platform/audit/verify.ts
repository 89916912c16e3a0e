import { canonical, type Entry, type LogKeys, type Place } from './entry.ts';
import { readNote } from './note.ts';
import type { LogRow } from './store.ts';
import { leafHash, Tree } from './tree.ts';

/** A log to be read: the database, or a copy of one in memory. */
export interface LogSource {
  /** Leaves with their acts in order, from an index on; some at a time, none at the end. */
  rows(from: number): Promise<LogRow[]>;
  /** The first act that lies among those with leaves and has none. */
  stray(): Promise<{ index: number; entry: Entry } | null>;
}

/** A checkpoint to hold the log against, and who kept it: the log itself, this server's copy, a witness. */
export interface Kept {
  note: string;
  by: 'log' | 'copy' | 'witness';
}

export type Wrong = 'altered' | 'missing' | 'inserted' | 'reordered' | 'rewritten' | 'unsigned';

/** The first entry that is wrong. */
export interface Finding {
  index: number;
  /** When it was written; null where that is not known. */
  at: string | null;
  wrong: Wrong;
  /** What was found, in one sentence. */
  says: string;
}

export interface Verdict {
  size: number;
  root: Buffer;
  /** How many checkpoints were held against it. */
  checkpoints: number;
  wrong: Finding | null;
}

const words = {
  altered: 'its content is not what was written',
  missing: 'it is gone',
  inserted: 'it was put in afterwards',
  reordered: 'it stands in another place than it was written in',
};

const finding = (
  index: number,
  at: string | null,
  wrong: keyof typeof words,
  says = words[wrong],
): Finding => ({
  index,
  at,
  wrong,
  says,
});

/** Holds every leaf against its act, its place and the tree, and the tree against every checkpoint. */
export async function verifyLog(source: LogSource, keys: LogKeys, kept: Kept[]): Promise<Verdict> {
  const { heads, unsigned } = readHeads(keys, kept);
  const tree = new Tree();
  /** The size up to which the log is known to be what was signed. */
  let signed = 0;
  let wrong: Finding | null = null;
  let at: string | null = null;
  for await (const row of each(source)) {
    wrong = await checkRow(source, keys, row, tree, heads.at(-1)?.size ?? 0);
    if (wrong) break;
    at = row.entry!.at;
    for (const head of heads.filter(({ size }) => size === tree.size)) {
      if (!head.root.equals(tree.head())) wrong ??= rewritten(signed, tree.size, head.by);
    }
    if (wrong) break;
    if (heads.some(({ size }) => size === tree.size)) signed = tree.size;
  }
  const longest = heads.at(-1);
  if (!wrong && longest && longest.size > tree.size)
    wrong = finding(
      tree.size,
      null,
      'missing',
      `it is gone: a checkpoint was signed over ${longest.size} entries`,
    );
  wrong = first(wrong, await straySeen(source), unsigned);
  if (wrong?.wrong === 'missing') wrong.at ??= at;
  return { size: tree.size, root: tree.head(), checkpoints: heads.length, wrong };
}

function readHeads(keys: LogKeys, kept: Kept[]) {
  const heads: { size: number; root: Buffer; by: Kept['by'] }[] = [];
  let unsigned: Finding | null = null;
  for (const { note, by } of kept) {
    const head = readNote(keys.signer, note);
    if (head) heads.push({ ...head, by });
    else {
      const size = Number(note.split('\n')[1]);
      const index = Number.isSafeInteger(size) && size > 0 ? size - 1 : 0;
      unsigned = first(unsigned, {
        ...{ index, at: null, wrong: 'unsigned' },
        says: `the checkpoint that ends here (kept by the ${by}) was not signed by this log`,
      });
    }
  }
  return { heads: heads.sort((a, b) => a.size - b.size), unsigned };
}

const rewritten = (from: number, to: number, by: Kept['by']): Finding => ({
  index: from,
  at: null,
  wrong: 'rewritten',
  says: `every leaf from here to ${to - 1} fits its place, but not the checkpoint over ${to} entries that the ${by} kept: who holds the server's key wrote them anew`,
});

async function straySeen(source: LogSource): Promise<Finding | null> {
  const stray = await source.stray();
  return stray && finding(stray.index, stray.entry.at, 'inserted');
}

/** The one that comes first in the log; of two at one place, the one named first. */
const first = (...found: (Finding | null)[]): Finding | null =>
  found.filter((one) => one !== null).sort((a, b) => a.index - b.index)[0] ?? null;

async function* each(source: LogSource): AsyncGenerator<LogRow> {
  for (let from = 0; ; ) {
    const rows = await source.rows(from);
    if (rows.length === 0) return;
    yield* rows;
    from = rows.at(-1)!.index + 1;
  }
}

const fits = (keys: LogKeys, row: LogRow, index: number) =>
  keys.bind({ ...row, index }, row.hash).equals(row.bound);

/** Null when the row is the next entry as it was written; it is then in the tree. */
async function checkRow(
  source: LogSource,
  keys: LogKeys,
  row: LogRow,
  tree: Tree,
  signed: number,
): Promise<Finding | null> {
  const index = tree.size;
  if (row.index !== index) return finding(index, null, 'missing');
  if (!fits(keys, row, index)) return misplaced(source, keys, row, signed);
  if (!row.entry) return finding(index, null, 'missing');
  if (!leafHash(canonical(keys.networkId, row.entry)).equals(row.hash))
    return (await isElsewhere(source, keys, row))
      ? finding(index, row.entry.at, 'reordered')
      : finding(index, row.entry.at, 'altered');
  if (!Buffer.concat(tree.append(row.hash)).equals(row.subtrees))
    return finding(index, row.entry.at, 'altered', 'the hashes of the tree that end here were changed');
  return null;
}

/** What happened to a leaf that does not fit its place: looks where it belongs, and where the one of this place is. */
async function misplaced(source: LogSource, keys: LogKeys, row: LogRow, signed: number): Promise<Finding> {
  let last = row.index;
  let ours: Place | null = null;
  for await (const other of each(source)) {
    if (fits(keys, other, row.index)) ours = other;
    last = other.index;
  }
  const at = row.entry?.at ?? null;
  const belongs = placeOf(keys, row, Math.max(last + 1, signed));
  if (belongs !== null && ours) return finding(row.index, at, 'reordered');
  if (belongs !== null) return finding(row.index, null, 'missing');
  // Beyond the last checkpoint nobody can tell an entry that was changed from one that never was.
  if (ours || row.index >= signed) return finding(row.index, at, 'inserted');
  return finding(row.index, at, 'altered');
}

function placeOf(keys: LogKeys, row: LogRow, most: number): number | null {
  for (let index = 0; index <= most; index++) if (fits(keys, row, index)) return index;
  return null;
}

/** Whether the content that belongs to this leaf stands at another one. */
async function isElsewhere(source: LogSource, keys: LogKeys, row: LogRow): Promise<boolean> {
  for await (const { entry } of each(source))
    if (entry && leafHash(canonical(keys.networkId, entry)).equals(row.hash)) return true;
  return false;
}
