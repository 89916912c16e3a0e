import type { Tx } from '../../../platform/db/index.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { Ring } from '../contract.ts';

/** What is sealed to one member's key of a ring's epoch: the ring's private key, or a trustee's share of it. */
export type Kind = 'key' | 'share';

export interface Held {
  ring: Ring;
  epoch: number;
  account: string;
}

export interface Box extends Held {
  /** Base64. */
  box: string;
}

/** Which naming of trustees shares are of: the list, and the change in it. */
export interface Naming {
  list: number;
  since: number;
}

/** Who has which, without the boxes. */
export const selectHolders = (
  tx: Tx,
  networkId: string,
  kind: Kind,
): Promise<(Held & { list: number | null; since: number | null })[]> =>
  tx
    .selectFrom('ring_boxes')
    .select(['ring', 'epoch', 'account_id as account', 'list', 'since'])
    .where('network_id', '=', networkId)
    .where('kind', '=', kind)
    .$narrowType<{ ring: Ring }>()
    .execute();

/** One member's, by ring and epoch. */
export async function selectBoxes(tx: Tx, networkId: string, kind: Kind, account: string): Promise<Box[]> {
  const rows = await tx
    .selectFrom('ring_boxes')
    .select(['ring', 'epoch', 'box'])
    .where('network_id', '=', networkId)
    .where('kind', '=', kind)
    .where('account_id', '=', account)
    .orderBy('ring')
    .orderBy('epoch')
    .$narrowType<{ ring: Ring }>()
    .execute();
  return rows.map(({ box, ...row }) => ({ ...row, account, box: box.toString('base64') }));
}

/** Those that were not there before; a member has one of a kind an epoch. */
export async function insertBoxes(
  tx: Tx,
  networkId: string,
  kind: Kind,
  boxes: readonly Box[],
  of: { by: string; at: Date; naming?: Naming },
): Promise<Held[]> {
  if (boxes.length === 0) return [];
  return tx
    .insertInto('ring_boxes')
    .values(
      boxes.map(({ ring, epoch, account, box }) => ({
        network_id: networkId,
        kind,
        ring,
        epoch,
        account_id: account,
        list: of.naming?.list ?? null,
        since: of.naming?.since ?? null,
        box: Buffer.from(box, 'base64') as Sealed,
        by: of.by,
        at: of.at,
      })),
    )
    .onConflict((c) => c.doNothing())
    .returning(['ring', 'epoch', 'account_id as account'])
    .$narrowType<{ ring: Ring }>()
    .execute();
}

/** Everybody's of some epochs of a ring. */
export async function deleteBoxes(
  tx: Tx,
  networkId: string,
  kind: Kind,
  ring: Ring,
  epochs: { only: number } | { after: number },
): Promise<void> {
  const all = tx
    .deleteFrom('ring_boxes')
    .where('network_id', '=', networkId)
    .where('kind', '=', kind)
    .where('ring', '=', ring);
  await ('only' in epochs
    ? all.where('epoch', '=', epochs.only)
    : all.where('epoch', '>', epochs.after)
  ).execute();
}

/** All that was sealed to a member's key: it is gone. */
export async function deleteBoxesOf(tx: Tx, networkId: string, account: string): Promise<void> {
  await tx
    .deleteFrom('ring_boxes')
    .where('network_id', '=', networkId)
    .where('account_id', '=', account)
    .execute();
}
