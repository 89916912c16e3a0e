import { hkdfSync, randomBytes } from 'node:crypto';
import { link, lstat, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BootError } from './boot-error.ts';
import { makePrivateFolder } from './private-folder.ts';

const length = 32;

/**
 * The server key of this data directory: 32 bytes in keys/server.key, made at the first start. Without it nothing that
 * was encrypted can be read again. Throws a BootError when the file is damaged or others can read it.
 */
export async function readServerKey(dataDir: string): Promise<Buffer> {
  const folder = join(dataDir, 'keys');
  const path = join(folder, 'server.key');
  await makePrivateFolder(folder);
  const found = await lstat(path).catch(() => null);
  if (!found) {
    // A new key beside what the old one wrapped would lock everything up for good.
    const others = (await readdir(folder)).filter((name) => /-.*\.key$/.test(name));
    if (others.length > 0)
      throw new BootError(
        `The server key ${path} is missing. Put your copy of it back; a new key cannot read what is stored.`,
      );
    await makeKeyFile(folder, path);
  } else if (found.mode & 0o077) {
    throw new BootError(`Others on this machine can read the server key. Run: chmod 600 '${path}'`);
  }
  const key = await readFile(path);
  if (key.length === length) return key;
  throw new BootError(
    `The server key ${path} has ${key.length} bytes instead of ${length}. Put your copy of it back; a new key cannot read what is stored.`,
  );
}

/** A key of 32 bytes for one purpose, by HKDF-SHA256 (RFC 5869) of the server key. */
export function deriveKey(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `porchlight/${purpose}`, 32));
}

/** 32 random bytes in a file of their own, unless it is there already. */
// Whole on disk before it gets its name; and a link, unlike a rename, never replaces a key that another start made.
export async function makeKeyFile(folder: string, path: string): Promise<void> {
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(unfinished, 'wx', 0o600);
  await file.writeFile(randomBytes(length));
  await file.sync().finally(() => file.close());
  await link(unfinished, path).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(unfinished);
  const directory = await open(folder);
  await directory.sync().finally(() => directory.close());
}
