import type { Tx } from '../../../platform/db/index.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { Ring, Share } from '../contract.ts';

const boxed = (share: string) => Buffer.from(share, 'base64') as Sealed;

export interface RecoveryRow {
  id: string;
  ring: Ring;
  account: string;
  at: Date;
  confirmedBy: string | null;
}

/** Recoveries that are open. */
export const selectRecoveries = (tx: Tx, networkId: string): Promise<RecoveryRow[]> =>
  tx
    .selectFrom('key_recoveries')
    .select(['id', 'ring', 'account_id as account', 'at', 'confirmed_by as confirmedBy'])
    .where('network_id', '=', networkId)
    .where('ended_at', 'is', null)
    .orderBy('at')
    .$narrowType<{ ring: Ring }>()
    .execute();

/** False when one is open for that ring already. */
export async function insertRecovery(
  tx: Tx,
  networkId: string,
  recovery: { id: string; ring: Ring; account: string },
  at: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('key_recoveries')
    .values({
      network_id: networkId,
      id: recovery.id,
      ring: recovery.ring,
      account_id: recovery.account,
      at,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateRecovery(
  tx: Tx,
  networkId: string,
  id: string,
  set: { confirmed_by: string; confirmed_at: Date } | { ended_at: Date },
): Promise<void> {
  await tx
    .updateTable('key_recoveries')
    .set(set)
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

export async function insertGiven(
  tx: Tx,
  networkId: string,
  recoveryId: string,
  shares: readonly Share[],
  at: Date,
): Promise<void> {
  await tx
    .insertInto('key_recovery_shares')
    .values(
      shares.map(({ epoch, account, share }) => ({
        network_id: networkId,
        recovery_id: recoveryId,
        epoch,
        account_id: account,
        share: boxed(share),
        at,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute();
}

export const selectGiven = (
  tx: Tx,
  networkId: string,
  recoveryId: string,
): Promise<{ epoch: number; account: string; share: Buffer }[]> =>
  tx
    .selectFrom('key_recovery_shares')
    .select(['epoch', 'account_id as account', 'share'])
    .where('network_id', '=', networkId)
    .where('recovery_id', '=', recoveryId)
    .execute();

export async function deleteGiven(tx: Tx, networkId: string, recoveryId: string): Promise<void> {
  await tx
    .deleteFrom('key_recovery_shares')
    .where('network_id', '=', networkId)
    .where('recovery_id', '=', recoveryId)
    .execute();
}
