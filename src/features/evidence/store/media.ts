import type { Tx } from '../../../platform/db/index.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { NotShown, OwnerKind } from '../contract.ts';

export interface MediaRow {
  id: string;
  ownerKind: OwnerKind;
  ownerId: string;
  restricted: boolean;
  type: string;
  bytes: number;
  sha256: Buffer;
  file: string;
  key: Sealed;
  name: Sealed | null;
  by: string | null;
  at: Date;
  /** Bytes of the copy; null where `notShown` says why there is none. */
  copyBytes: number | null;
  notShown: NotShown | null;
}

/** False when the id is there already. */
export async function insertMedia(tx: Tx, networkId: string, row: MediaRow): Promise<boolean> {
  const inserted = await tx
    .insertInto('media')
    .values({
      network_id: networkId,
      id: row.id,
      owner_kind: row.ownerKind,
      owner_id: row.ownerId,
      restricted: row.restricted,
      type: row.type,
      bytes: row.bytes,
      sha256: row.sha256,
      file: row.file,
      key: row.key,
      name: row.name,
      by: row.by,
      at: row.at,
      copy_bytes: row.copyBytes,
      not_shown: row.notShown,
    })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

const select = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('media')
    .select([
      'id',
      'owner_kind as ownerKind',
      'owner_id as ownerId',
      'restricted',
      'type',
      'bytes',
      'sha256',
      'file',
      'key',
      'name',
      'by',
      'at',
      'copy_bytes as copyBytes',
      'not_shown as notShown',
    ])
    .where('network_id', '=', networkId)
    .$castTo<MediaRow>();

export const selectMedia = (tx: Tx, networkId: string, id: string): Promise<MediaRow | undefined> =>
  select(tx, networkId).where('id', '=', id).executeTakeFirst();

export const selectMediaOf = (tx: Tx, networkId: string, ownerIds: readonly string[]): Promise<MediaRow[]> =>
  ownerIds.length === 0
    ? Promise.resolve([])
    : select(tx, networkId).where('owner_id', 'in', ownerIds).orderBy('at').orderBy('id').execute();

/** Everything with one of these hashes, the oldest first. */
export const selectByHash = (tx: Tx, networkId: string, hashes: readonly Buffer[]) =>
  hashes.length === 0
    ? Promise.resolve([])
    : tx
        .selectFrom('media')
        .select(['owner_id as ownerId', 'sha256', 'restricted', 'at'])
        .where('network_id', '=', networkId)
        .where('sha256', 'in', hashes)
        .orderBy('at')
        .orderBy('id')
        .execute();
