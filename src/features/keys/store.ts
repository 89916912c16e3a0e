import type { Tx } from '../../platform/db/index.ts';

export async function insertDeskKey(
  tx: Tx,
  networkId: string,
  epoch: number,
  publicKey: Buffer,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('desk_keys')
    .values({ network_id: networkId, epoch, public_key: publicKey, at })
    .execute();
}

/** The newest epoch's public key. */
export async function selectDeskKey(
  tx: Tx,
  networkId: string,
): Promise<{ epoch: number; publicKey: Buffer } | null> {
  const row = await tx
    .selectFrom('desk_keys')
    .select(['epoch', 'public_key'])
    .where('network_id', '=', networkId)
    .orderBy('epoch', 'desc')
    .executeTakeFirst();
  return row ? { epoch: row.epoch, publicKey: row.public_key } : null;
}
