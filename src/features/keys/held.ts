import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BootError } from '../../platform/boot-error.ts';
import { decryptBytes, encryptBytes } from '../../platform/crypto/box.ts';
import { deriveKey, isThere, type ServerKey, syncFolder } from '../../platform/key.ts';
import { makeKeyPair, type Ring } from '../../platform/seal/index.ts';

export interface Where {
  dataDir: string;
  master: ServerKey;
}

/** The epoch that the server makes and holds until members take the ring over. */
export const heldEpoch = 1;

const wrapKey = ({ master }: Where) => deriveKey(master, 'desk key');
const nameOf = (networkId: string, ring: Ring) => `${networkId} ${ring} ${heldEpoch}`;
const fileOf = ({ dataDir }: Where, networkId: string, ring: Ring) =>
  join(dataDir, 'keys', `${ring}-${networkId}-${heldEpoch}.key`);

/**
 * The one place of the server that touches a private half. It is kept in the key folder, itself encrypted under the
 * server's key, and handed to members of the ring. Makes a pair; returns its public half.
 */
export async function makeHeldKey(where: Where, networkId: string, ring: Ring): Promise<Buffer> {
  const { publicKey, privateKey } = await makeKeyPair();
  const wrapped = encryptBytes(wrapKey(where), privateKey, Buffer.from(nameOf(networkId, ring)));
  await mkdir(join(where.dataDir, 'keys'), { recursive: true, mode: 0o700 });
  await writeFile(fileOf(where, networkId, ring), wrapped, { mode: 0o600 });
  return Buffer.from(publicKey);
}

/** Throws BootError when it is not in the key folder, or does not open with this server's key. */
export async function readHeldKey(where: Where, networkId: string, ring: Ring): Promise<Buffer> {
  const file = fileOf(where, networkId, ring);
  const wrapped = await readFile(file).catch(() => {
    throw new BootError(
      `The ${ring} key file is missing (${file}). Restore the key folder from your backup.`,
    );
  });
  try {
    return decryptBytes(wrapKey(where), wrapped, Buffer.from(nameOf(networkId, ring)));
  } catch {
    throw new BootError(
      `The ${ring} key ${file} does not open with this server key. Restore both from the same backup.`,
    );
  }
}

/** Puts it under the server's new key, unless that was done already. Nothing to do where it is held no more. */
export async function rewrapHeldKey(
  where: Where,
  next: ServerKey,
  networkId: string,
  ring: Ring,
): Promise<void> {
  if (!(await holdsKey(where, networkId, ring))) return;
  const moved = { ...where, master: next };
  if (await readHeldKey(moved, networkId, ring).catch(() => null)) return;
  const privateKey = await readHeldKey(where, networkId, ring);
  const file = fileOf(where, networkId, ring);
  const wrapped = encryptBytes(wrapKey(moved), privateKey, Buffer.from(nameOf(networkId, ring)));
  await writeFile(`${file}.new`, wrapped, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  // Else a power cut could bring back the one under the old key, which is gone by then.
  await syncFolder(join(where.dataDir, 'keys'));
}

/** Whether the server still holds a ring's first private half. */
export const holdsKey = (where: Where, networkId: string, ring: Ring): Promise<boolean> =>
  isThere(fileOf(where, networkId, ring));

/** Removes it from the key folder for good. Whether it was there. */
export async function forgetHeldKey(where: Where, networkId: string, ring: Ring): Promise<boolean> {
  if (!(await holdsKey(where, networkId, ring))) return false;
  await rm(fileOf(where, networkId, ring));
  return true;
}
