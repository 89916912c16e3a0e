import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  completeParts,
  consistencyRanges,
  fold,
  inclusionRanges,
  leafHash,
  type Range,
  Tree,
} from './tree.ts';

const sha256 = (...parts: Uint8Array[]) => hash('sha256', Buffer.concat(parts), 'buffer');
const node = (left: Buffer, right: Buffer) => sha256(Buffer.of(1), left, right);
const hex = (bytes: Buffer) => bytes.toString('hex');

/** The test vectors of Certificate Transparency's own implementation (RFC 6962): eight leaves and their heads. */
const inputs = ['', '\x00', '\x10', ' !', '01', '@ABC', 'PQRSTUVW', '`abcdefghijklmno'];
const heads = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** A tree with its range hashes found as the database finds them: from what the last leaf of each part keeps. */
function grown(leaves: Buffer[]) {
  const tree = new Tree();
  const kept = leaves.map((leaf) => [leaf, ...tree.append(leaf)]);
  const hashOf = ({ start, end }: Range) => kept[end - 1]![Math.log2(end - start)]!;
  return {
    tree,
    hashes: (ranges: Range[]) => ranges.map((range) => fold(completeParts(range).map(hashOf))),
  };
}

/** MTH of RFC 6962, 2.1, as it is written there. */
function definition(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return node(definition(leaves.slice(0, k)), definition(leaves.slice(k)));
}

/** The verifier of RFC 9162, 2.1.3.2, written from there. */
function includes(index: number, size: number, leaf: Buffer, path: Buffer[], root: Buffer): boolean {
  let [fn, sn, r] = [index, size - 1, leaf];
  for (const p of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = node(p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else r = node(r, p);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 && r.equals(root);
}

/** The verifier of RFC 9162, 2.1.4.2, written from there. */
function continues(m: number, n: number, before: Buffer, after: Buffer, proof: Buffer[]): boolean {
  if (m === n) return proof.length === 0 && before.equals(after);
  const path = Number.isInteger(Math.log2(m)) ? [before, ...proof] : proof;
  let [fn, sn] = [m - 1, n - 1];
  while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1];
  let [fr, sr] = [path[0]!, path[0]!];
  for (const c of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = node(c, fr);
      sr = node(c, sr);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else sr = node(sr, c);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 && fr.equals(before) && sr.equals(after);
}

const leafList = fc.array(fc.string(), { minLength: 1, maxLength: 70 }).map((list) => list.map(leafHash));

describe('the tree', () => {
  it.each(heads.map((head, size) => [size, head]))('has the known head over %i entries', (size, head) => {
    expect(hex(grown(inputs.slice(0, size).map(leafHash)).tree.head())).toBe(head);
  });

  it('gives the known paths', () => {
    const { hashes } = grown(inputs.map(leafHash));
    expect(hashes(inclusionRanges(5, 8)).map(hex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(hashes(consistencyRanges(1, 8)).map(hex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
  });

  it('has the head that the RFC defines, grown leaf by leaf or from its complete parts', () => {
    fc.assert(
      fc.property(leafList, fc.nat(), (leaves, cut) => {
        const { tree, hashes } = grown(leaves);
        expect(tree.head()).toEqual(definition(leaves));
        const size = cut % (leaves.length + 1);
        const again = Tree.of(size, hashes(completeParts({ start: 0, end: size })));
        for (const leaf of leaves.slice(size)) again.append(leaf);
        expect(again.head()).toEqual(tree.head());
      }),
    );
  });

  it('proves of every leaf that it is in, and of no other', () => {
    fc.assert(
      fc.property(leafList, fc.nat(), (leaves, any) => {
        const { tree, hashes } = grown(leaves);
        const index = any % leaves.length;
        const path = hashes(inclusionRanges(index, leaves.length));
        expect(includes(index, leaves.length, leaves[index]!, path, tree.head())).toBe(true);
        expect(includes(index, leaves.length, leafHash('another'), path, tree.head())).toBe(false);
      }),
    );
  });

  it('proves of every earlier tree that it continues it, and of no other', () => {
    fc.assert(
      fc.property(leafList, fc.nat(), (leaves, any) => {
        const { tree, hashes } = grown(leaves);
        const m = 1 + (any % leaves.length);
        const before = definition(leaves.slice(0, m));
        const proof = hashes(consistencyRanges(m, leaves.length));
        expect(continues(m, leaves.length, before, tree.head(), proof)).toBe(true);
        const forged = definition([leafHash('another'), ...leaves.slice(1, m)]);
        expect(continues(m, leaves.length, forged, tree.head(), proof)).toBe(false);
      }),
    );
  });
});
