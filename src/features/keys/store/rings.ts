import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Ring } from '../contract.ts';

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
