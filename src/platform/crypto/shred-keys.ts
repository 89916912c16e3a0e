import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeKeyFile } from '../key.ts';
import { decryptBytes, encryptBytes } from './box.ts';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

/** A key is deleted so long after its week began: by then no backup under it is of use. */
export const forgottenAfterDays = 30;

const weekOf = (at: Date) => Math.floor(at.getTime() / weekMs);

const nameOf = (week: number) => `shred-${week}.key`;

/**
 * The outer layer around what opens records: a key a week, in the key folder and nowhere else. What lives is moved to the
 * newest key; what was deleted stays under its week's key in old backups, and goes for good with that key.
 */
export class ShredKeys {
  private readonly folder: string;
  private readonly now: () => Date;
  private readonly known = new Map<number, Promise<Buffer | null>>();

  constructor(dataDir: string, now: () => Date) {
    this.folder = join(dataDir, 'keys');
    this.now = now;
  }

  /** Under this week's key, which is made by whoever needs it first. */
  async close(plain: Uint8Array, bound: string): Promise<Buffer> {
    const week = weekOf(this.now());
    const key = (await this.key(week)) ?? (await this.make(week));
    return Buffer.concat([this.mark(week), encryptBytes(key, plain, Buffer.from(bound))]);
  }

  /** Null when its week's key is gone: what is inside opens for nobody any more. */
  async open(box: Buffer, bound: string): Promise<Buffer | null> {
    const key = await this.key(box.readUInt32BE(0));
    return key && decryptBytes(key, box.subarray(4), Buffer.from(bound));
  }

  /** What begins with less than this lies under a key of an earlier week. */
  thisWeek(): Buffer {
    return this.mark(weekOf(this.now()));
  }

  /** The first bytes of what was closed in a week, in an order that bytes keep. */
  mark(week: number): Buffer {
    const mark = Buffer.alloc(4);
    mark.writeUInt32BE(week);
    return mark;
  }

  /** Weeks whose keys are there and old enough to be deleted. */
  async over(): Promise<number[]> {
    const names = await readdir(this.folder).catch(() => []);
    const weeks = names.flatMap((name) => /^shred-(\d+)\.key$/.exec(name)?.[1] ?? []).map(Number);
    return weeks.filter((week) => week * weekMs + forgottenAfterDays * dayMs <= this.now().getTime());
  }

  async forget(week: number): Promise<void> {
    this.known.delete(week);
    await rm(join(this.folder, nameOf(week)), { force: true });
  }

  private key(week: number): Promise<Buffer | null> {
    const known = this.known.get(week);
    // Another process may have deleted it: past its time it is looked for on disk each time.
    if (known && week * weekMs + forgottenAfterDays * dayMs > this.now().getTime()) return known;
    const read = readFile(join(this.folder, nameOf(week))).catch(() => null);
    this.known.set(week, read);
    void read.then((key) => key ?? this.known.delete(week));
    return read;
  }

  private async make(week: number): Promise<Buffer> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await makeKeyFile(this.folder, join(this.folder, nameOf(week)));
    return (await this.key(week))!;
  }
}
