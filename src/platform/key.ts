import { hkdfSync, randomBytes } from 'node:crypto';
import { link, lstat, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BootError } from './boot-error.ts';
import { makePrivateFolder } from './private-folder.ts';

const length = 32;

/** The server's key. */
export interface ServerKey {
  /** Can be replaced by a new one (`npx porchlight rotate-key`). */
  root: Buffer;
  /** Outlives that: under it is made what people hold in their hands, and what proves the log. */
  lasting: Buffer;
}

export const serverKey = (root: Buffer, lasting = expand(root, 'lasting')): ServerKey => ({ root, lasting });

/** Where a data directory's keys lie. `next` is there while the key is replaced, `lasting` once it was. */
export function keyFiles(dataDir: string) {
  const folder = join(dataDir, 'keys');
  const at = (name: string) => join(folder, name);
  return { folder, server: at('server.key'), next: at('next.key'), lasting: at('lasting.key') };
}

/**
 * The server key of this data directory: 32 bytes in keys/server.key, made at the first start. Without it nothing that
 * was encrypted can be read again. Throws a BootError when the file is damaged or others can read it, or while it is
 * being replaced.
 */
export async function readServerKey(dataDir: string): Promise<ServerKey> {
  const { folder, server, next } = keyFiles(dataDir);
  await makePrivateFolder(folder);
  if (await isThere(next))
    throw new BootError(
      'The server key was being replaced, and that was cut off. Nothing is lost. Finish it: npx porchlight rotate-key',
    );
  if (!(await isThere(server))) {
    // A new key beside what the old one wrapped would lock everything up for good.
    const others = (await readdir(folder)).filter((name) => name.endsWith('.key'));
    if (others.length > 0)
      throw new BootError(
        `The server key ${server} is missing. Put your copy of it back; a new key cannot read what is stored.`,
      );
    await makeKeyFile(folder, server);
  }
  return readKeys(dataDir);
}

/** What lies in the key folder, whether or not a replacement is under way. Throws a BootError. */
export async function readKeys(dataDir: string): Promise<ServerKey> {
  const { server, lasting } = keyFiles(dataDir);
  return serverKey(
    await readKeyFile(server),
    (await isThere(lasting)) ? await readKeyFile(lasting) : undefined,
  );
}

/** The 32 bytes of one file. Throws a BootError when it is missing, damaged or open to others. */
export async function readKeyFile(path: string): Promise<Buffer> {
  const found = await lstat(path).catch(() => null);
  if (!found) throw new BootError(`The key ${path} is missing. Put your copy of it back.`);
  if (found.mode & 0o077)
    throw new BootError(`Others on this machine can read the server key. Run: chmod 600 '${path}'`);
  const key = await readFile(path);
  if (key.length === length) return key;
  throw new BootError(
    `The server key ${path} has ${key.length} bytes instead of ${length}. Put your copy of it back; a new key cannot read what is stored.`,
  );
}

export const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const expand = (secret: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `porchlight/${purpose}`, 32));

/** A key of 32 bytes for one purpose, by HKDF-SHA256 (RFC 5869) of the server key; another one after it was replaced. */
export const deriveKey = ({ root }: ServerKey, purpose: string): Buffer => expand(root, purpose);

/** The same, for what must not change with it. */
export const lastingKey = ({ lasting }: ServerKey, purpose: string): Buffer => expand(lasting, purpose);

/** 32 bytes, random unless given, in a file of their own, unless it is there already. */
// Whole on disk before it gets its name; and a link, unlike a rename, never replaces a key that another start made.
export async function makeKeyFile(
  folder: string,
  path: string,
  bytes: Buffer = randomBytes(length),
): Promise<void> {
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(unfinished, 'wx', 0o600);
  await file.writeFile(bytes);
  await file.sync().finally(() => file.close());
  await link(unfinished, path).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(unfinished);
  await syncFolder(folder);
}

/** Puts what was made or renamed in it on disk. */
export async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder);
  await directory.sync().finally(() => directory.close());
}
