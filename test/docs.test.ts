import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docs/ASVS.md'), 'utf8');
const isOfLevel3 = (row: string) => /\(3\)/.test(row.split('|')[1]!);
const all = text.split('\n').filter((line) => /^\| \d/.test(line));
const rows = all.filter((row) => !isOfLevel3(row));

/** Requirements of levels 1 and 2 by section, as ASVS 5.0.0 numbers them; what it has at level 3 only is left out. */
const wanted: Record<string, number[]> = {
  '1.1': [1, 2],
  '1.2': [1, 2, 3, 4, 5, 6, 7, 8, 9],
  '1.3': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  '1.4': [1, 2, 3],
  '1.5': [1, 2],
  '2.1': [1, 2, 3],
  '2.2': [1, 2, 3],
  '2.3': [1, 2, 3, 4],
  '2.4': [1],
  '3.2': [1, 2],
  '3.3': [1, 2, 3, 4],
  '3.4': [1, 2, 3, 4, 5, 6],
  '3.5': [1, 2, 3, 4, 5],
  '3.7': [1, 2],
  '4.1': [1, 2, 3],
  '4.2': [1],
  '4.3': [1, 2],
  '4.4': [1, 2, 3, 4],
  '5.1': [1],
  '5.2': [1, 2, 3],
  '5.3': [1, 2],
  '5.4': [1, 2, 3],
  '6.1': [1, 2, 3],
  '6.2': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  '6.3': [1, 2, 3, 4],
  '6.4': [1, 2, 3, 4],
  '6.5': [1, 2, 3, 4, 5],
  '6.6': [1, 2, 3],
  '6.8': [1, 2, 3, 4],
  '7.1': [1, 2, 3],
  '7.2': [1, 2, 3, 4],
  '7.3': [1, 2],
  '7.4': [1, 2, 3, 4, 5],
  '7.5': [1, 2],
  '7.6': [1, 2],
  '8.1': [1, 2],
  '8.2': [1, 2, 3],
  '8.3': [1],
  '8.4': [1],
  '9.1': [1, 2, 3],
  '9.2': [1, 2, 3, 4],
  '10.1': [1, 2],
  '10.2': [1, 2],
  '10.3': [1, 2, 3, 4],
  '10.4': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  '10.5': [1, 2, 3, 4, 5],
  '10.6': [1, 2],
  '10.7': [1, 2, 3],
  '11.1': [1, 2],
  '11.2': [1, 2, 3],
  '11.3': [1, 2, 3],
  '11.4': [1, 2, 3, 4],
  '11.5': [1],
  '11.6': [1],
  '12.1': [1, 2, 3],
  '12.2': [1, 2],
  '12.3': [1, 2, 3, 4],
  '13.1': [1],
  '13.2': [1, 2, 3, 4, 5],
  '13.3': [1, 2],
  '13.4': [1, 2, 3, 4, 5],
  '14.1': [1, 2],
  '14.2': [1, 2, 3, 4],
  '14.3': [1, 2, 3],
  '15.1': [1, 2, 3],
  '15.2': [1, 2, 3],
  '15.3': [1, 2, 3, 4, 5, 6, 7],
  '16.1': [1],
  '16.2': [1, 2, 3, 4, 5],
  '16.3': [1, 2, 3, 4],
  '16.4': [1, 2, 3],
  '16.5': [1, 2, 3],
  '17.1': [1],
  '17.2': [1, 2, 3, 4],
  '17.3': [1, 2],
};

/** `6.2.1–12`, `6.2.3`: what a row speaks about. */
function idsOf(row: string): string[] {
  return row
    .split('|')[1]!
    .split(',')
    .flatMap((part) => {
      const [, section, from, to] = /^\s*(\d+\.\d+)\.(\d+)(?:–(\d+))?\s*$/.exec(part) ?? [];
      if (!section) throw new Error(`cannot be read: ${part}`);
      const [first, last] = [Number(from), Number(to ?? from)];
      return Array.from({ length: last - first + 1 }, (_, i) => `${section}.${first + i}`);
    });
}

describe('the table of ASVS', () => {
  it('speaks about every requirement of levels 1 and 2, about none twice', () => {
    const ids = Object.entries(wanted).flatMap(([section, ns]) => ns.map((n) => `${section}.${n}`));
    const told = rows.flatMap(idsOf);
    expect(ids.filter((id) => !told.includes(id))).toEqual([]);
    expect(told.filter((id, i) => told.indexOf(id) !== i)).toEqual([]);
  });

  it('says of each whether it is met', () => {
    expect(all.filter((row) => !/^(met|partly|not met|n\/a)$/.test(row.split('|')[3]!.trim()))).toEqual([]);
  });

  it('names files that there are', () => {
    const files = [...text.matchAll(/`((?:src|test|docs|db|bin)\/[\w./-]+)`/g)].map(([, path]) => path!);
    expect(files.length).toBeGreaterThan(40);
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
