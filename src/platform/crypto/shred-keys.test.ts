import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ShredKeys } from './shred-keys.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function house() {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-shred-'));
  folders.push(folder);
  let at = Date.UTC(2026, 0, 1);
  const keys = () => new ShredKeys(folder, () => new Date(at));
  return {
    keys: keys(),
    other: keys(),
    pass: (days: number) => {
      at += days * 86_400_000;
    },
    files: () => readdirSync(join(folder, 'keys')),
  };
}

const forgetAll = async (keys: ShredKeys) => {
  for (const week of await keys.over()) await keys.forget(week);
};

describe('shred keys', () => {
  it('open what was closed, bound to its place, in every process', async () => {
    const { keys, other } = house();
    const box = await keys.close(Buffer.from('wrap'), 'here');
    expect((await other.open(box, 'here'))!.toString()).toBe('wrap');
    await expect(keys.open(box, 'elsewhere')).rejects.toThrow();
  });

  it('make one key a week, also when two processes need it in the same instant', async () => {
    const { keys, other, files, pass } = house();
    const boxes = await Promise.all([keys, other, keys, other].map((k) => k.close(Buffer.from('a'), 'x')));
    for (const box of boxes) expect(await keys.open(box, 'x')).not.toBeNull();
    expect(files()).toHaveLength(1);
    pass(7);
    expect((await other.close(Buffer.from('b'), 'x')).compare(boxes[0]!)).toBeGreaterThan(0);
    expect(files()).toHaveLength(2);
  });

  it('are old thirty days after their week began; then what lies under them opens for nobody', async () => {
    const { keys, other, pass } = house();
    const box = await keys.close(Buffer.from('wrap'), 'x');
    pass(22);
    await forgetAll(keys);
    expect(await other.open(box, 'x')).not.toBeNull();
    pass(8);
    const moved = await keys.close((await keys.open(box, 'x'))!, 'x');
    expect(box.subarray(0, 4).compare(keys.thisWeek())).toBeLessThan(0);
    await forgetAll(keys);
    for (const one of [keys, other]) {
      expect(await one.open(box, 'x')).toBeNull();
      expect((await one.open(moved, 'x'))!.toString()).toBe('wrap');
    }
  });
});
