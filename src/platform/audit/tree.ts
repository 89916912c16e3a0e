import { hash } from 'node:crypto';

const sha256 = (...parts: Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');
const leafMark = Buffer.of(0);
const nodeMark = Buffer.of(1);

/** RFC 6962, 2.1: the hash of an entry, which no inner node can have. */
export const leafHash = (entry: string): Buffer => sha256(leafMark, Buffer.from(entry));

const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(nodeMark, left, right);

/** Leaves from `start` up to, and without, `end`. */
export interface Range {
  start: number;
  end: number;
}

const size = ({ start, end }: Range) => end - start;

/** The largest power of two below `n`, for n > 1: where RFC 6962 splits. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Cuts a range that begins at a multiple of its largest part into complete subtrees, the largest first. */
export function completeParts({ start, end }: Range): Range[] {
  if (start >= end) return [];
  let part = 1;
  while (part * 2 <= end - start) part *= 2;
  return [{ start, end: start + part }, ...completeParts({ start: start + part, end })];
}

/** The tree head over complete subtrees, as `completeParts` lists them. That of nothing is the hash of nothing. */
export const fold = (parts: Buffer[]): Buffer =>
  parts.length === 0 ? sha256() : parts.reduceRight((right, left) => nodeHash(left, right));

/** The hashes on the way from one leaf up to the head of a tree of `n`: RFC 6962, 2.1.1, from the bottom. */
export function inclusionRanges(index: number, n: number, start = 0): Range[] {
  if (n === 1) return [];
  const k = splitOf(n);
  return index < k
    ? [...inclusionRanges(index, k, start), { start: start + k, end: start + n }]
    : [...inclusionRanges(index - k, n - k, start + k), { start, end: start + k }];
}

/** The hashes that show a tree of `n` to begin with the tree of `m`, 0 < m ≤ n: RFC 6962, 2.1.2. */
export function consistencyRanges(m: number, n: number, start = 0, isWhole = true): Range[] {
  if (m === n) return isWhole ? [] : [{ start, end: start + n }];
  const k = splitOf(n);
  return m <= k
    ? [...consistencyRanges(m, k, start, isWhole), { start: start + k, end: start + n }]
    : [...consistencyRanges(m - k, n - k, start + k, false), { start, end: start + k }];
}

/** A growing tree: what has to be kept of it is one hash for each bit of its size. */
export class Tree {
  size = 0;
  private readonly peaks: Buffer[] = [];

  /** Goes on from a tree of `size` leaves; `peaks` are the heads of its complete parts. */
  static of(size: number, peaks: Buffer[]): Tree {
    const tree = new Tree();
    tree.size = size;
    tree.peaks.push(...peaks);
    return tree;
  }

  /** Adds a leaf; gives the heads of the subtrees of two leaves and more that it completes, the smallest first. */
  append(leaf: Buffer): Buffer[] {
    const completed: Buffer[] = [];
    let head = leaf;
    for (let n = this.size; n % 2 === 1; n = (n - 1) / 2) {
      head = nodeHash(this.peaks.pop()!, head);
      completed.push(head);
    }
    this.peaks.push(head);
    this.size++;
    return completed;
  }

  head(): Buffer {
    return fold(this.peaks);
  }
}

/** Which of the subtrees that end with the leaf before `end` this complete range is: 0 is the leaf itself. */
export const heightOf = (range: Range): number => Math.log2(size(range));
