import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { Ring, RingWrap } from '../contract.ts';

/** Every wrap of the network without the wrap itself: who has which ring's key. */
export const selectHolders = (
  tx: Tx,
  networkId: string,
): Promise<{ ring: Ring; epoch: number; account: string }[]> =>
  tx
    .selectFrom('ring_wraps')
    .select(['ring', 'epoch', 'account_id as account'])
    .where('network_id', '=', networkId)
    .$narrowType<{ ring: Ring }>()
    .execute();

export async function selectWraps(tx: Tx, networkId: string, accountId: string): Promise<RingWrap[]> {
  const rows = await tx
    .selectFrom('ring_wraps')
    .select(['ring', 'epoch', 'wrap'])
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .orderBy('ring')
    .orderBy('epoch')
    .$narrowType<{ ring: Ring }>()
    .execute();
  return rows.map(({ wrap, ...row }) => ({ ...row, account: accountId, wrap: wrap.toString('base64') }));
}

/** Those that were not there before; an account has one wrap an epoch. */
export async function insertWraps(
  tx: Tx,
  networkId: string,
  wraps: readonly RingWrap[],
  by: string,
  at: Date,
): Promise<RingWrap[]> {
  if (wraps.length === 0) return [];
  const rows = await tx
    .insertInto('ring_wraps')
    .values(
      wraps.map(({ ring, epoch, account, wrap }) => ({
        network_id: networkId,
        ring,
        epoch,
        account_id: account,
        wrap: Buffer.from(wrap, 'base64') as Sealed,
        by,
        at,
      })),
    )
    .onConflict((c) => c.doNothing())
    .returning(['ring', 'epoch', 'account_id as account'])
    .execute();
  return wraps.filter(({ ring, epoch, account }) =>
    rows.some((row) => row.ring === ring && row.epoch === epoch && row.account === account),
  );
}

/** Wraps of epochs that never came into force. */
export async function deleteWrapsAfter(tx: Tx, networkId: string, ring: Ring, epoch: number): Promise<void> {
  await tx
    .deleteFrom('ring_wraps')
    .where('network_id', '=', networkId)
    .where('ring', '=', ring)
    .where('epoch', '>', epoch)
    .execute();
}

export interface OldWrap {
  id: string;
  epoch: number;
  wrap: Buffer;
}

/** Record keys of a ring under an epoch before this one. */
export async function selectOldWraps(
  tx: Tx,
  networkId: string,
  of: { ring: Ring; epoch: number; after: string | undefined; limit: number },
): Promise<{ left: number; items: OldWrap[] }> {
  const old = tx
    .selectFrom('record_keys')
    .where('network_id', '=', networkId)
    .where('ring', '=', of.ring)
    .where('epoch', '<', of.epoch);
  const { left } = await old.select((e) => e.fn.countAll<number>().as('left')).executeTakeFirstOrThrow();
  const page = of.after ? old.where('id', '>', of.after) : old;
  const items = await page.select(['id', 'epoch', 'wrap']).orderBy('id').limit(of.limit).execute();
  return { left: Number(left), items };
}

/** How many were moved: those that are still where the caller found them. */
export async function updateWraps(
  tx: Tx,
  networkId: string,
  { ring, epoch, items }: { ring: Ring; epoch: number; items: { id: string; from: number; wrap: Buffer }[] },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update record_keys k set epoch = ${epoch}, wrap = m.wrap
    from unnest(${items.map(({ id }) => id)}::uuid[], ${items.map(({ from }) => from)}::int[],
      ${items.map(({ wrap }) => wrap)}::bytea[]) as m(id, was, wrap)
    where k.network_id = ${networkId} and k.ring = ${ring} and k.id = m.id and k.epoch = m.was`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Every epoch of every ring, oldest first. */
export async function selectEpochs(
  tx: Tx,
  networkId: string,
): Promise<{ ring: Ring; epoch: number; key: string }[]> {
  const rows = await tx
    .selectFrom('desk_keys')
    .select(['ring', 'epoch', 'public_key'])
    .where('network_id', '=', networkId)
    .orderBy('ring')
    .orderBy('epoch')
    .$narrowType<{ ring: Ring }>()
    .execute();
  return rows.map(({ ring, epoch, public_key }) => ({ ring, epoch, key: public_key.toString('base64') }));
}

/** When a ring's epoch began; null while it has not. */
export async function selectEpochStart(
  tx: Tx,
  networkId: string,
  ring: Ring,
  epoch: number,
): Promise<Date | null> {
  const row = await tx
    .selectFrom('desk_keys')
    .select('at')
    .where('network_id', '=', networkId)
    .where('ring', '=', ring)
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  return row?.at ?? null;
}
