import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BootError } from '../../platform/boot-error.ts';
import { decryptBytes, encryptBytes } from '../../platform/crypto/box.ts';
import { type DeskKeys, loadDeskKeys, makeDeskKeyPair } from '../../platform/crypto/envelope.ts';
import type { Database, Tx } from '../../platform/db/index.ts';
import { deriveKey } from '../../platform/key.ts';
import { insertDeskKey, selectDeskKey } from './store.ts';

interface Where {
  dataDir: string;
  master: Buffer;
}

const wrapKey = ({ master }: Where) => deriveKey(master, 'desk key');

/**
 * For now the private half lives in the server's key folder, itself encrypted under the server's key.
 * When the desk's members hold it, only this file changes.
 */
const fileOf = (dataDir: string, networkId: string, epoch: number) =>
  join(dataDir, 'keys', `desk-${networkId}-${epoch}.key`);

/** Makes the first desk key of a network: the private half to the key folder, the public half to the database. */
export async function makeDeskKey(tx: Tx, where: Where, networkId: string, at: Date): Promise<DeskKeys> {
  const epoch = 1;
  const pair = await makeDeskKeyPair();
  const wrapped = encryptBytes(wrapKey(where), pair.privateKey, Buffer.from(`${networkId} ${epoch}`));
  await mkdir(join(where.dataDir, 'keys'), { recursive: true, mode: 0o700 });
  await writeFile(fileOf(where.dataDir, networkId, epoch), wrapped, { mode: 0o600 });
  await insertDeskKey(tx, networkId, epoch, pair.publicKey, at);
  return loadDeskKeys(epoch, pair);
}

/** The current desk key of a network. Throws BootError when its private half is not in the key folder, or another's. */
export async function deskKeys(db: Database, where: Where, networkId: string): Promise<DeskKeys> {
  const key = await db.inNetwork(networkId, (tx) => selectDeskKey(tx, networkId));
  if (!key)
    throw new BootError(
      'This network has no desk key. Restore the database and the key folder from the same backup.',
    );
  const file = fileOf(where.dataDir, networkId, key.epoch);
  const wrapped = await readFile(file).catch(() => {
    throw new BootError(`The desk key file is missing (${file}). Restore the key folder from your backup.`);
  });
  const privateKey = openKey(where, wrapped, `${networkId} ${key.epoch}`);
  if (!privateKey)
    throw new BootError(
      `The desk key ${file} does not open with this server key. Restore both from the same backup.`,
    );
  return loadDeskKeys(key.epoch, { publicKey: key.publicKey, privateKey });
}

function openKey(where: Where, wrapped: Buffer, name: string): Buffer | null {
  try {
    return decryptBytes(wrapKey(where), wrapped, Buffer.from(name));
  } catch {
    return null;
  }
}
