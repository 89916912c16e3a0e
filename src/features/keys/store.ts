import { sql } from 'kysely';
import type { WrappedKey } from '../../platform/crypto/records.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Ring } from '../../platform/seal/index.ts';

export interface PublicKey {
  ring: Ring;
  epoch: number;
  publicKey: Buffer;
}

export async function insertRingKeys(tx: Tx, networkId: string, keys: PublicKey[], at: Date): Promise<void> {
  const rows = keys.map(({ ring, epoch, publicKey }) => ({
    network_id: networkId,
    ring,
    epoch,
    public_key: publicKey,
    at,
  }));
  await tx.insertInto('desk_keys').values(rows).execute();
}

/** Each ring's newest epoch. */
export async function selectRingKeys(tx: Tx, networkId: string): Promise<PublicKey[]> {
  const { rows } = await sql<PublicKey>`
    select distinct on (ring) ring, epoch, public_key as "publicKey" from desk_keys
    where network_id = ${networkId} order by ring, epoch desc`.execute(tx);
  return rows;
}

/** Writes a batch in one statement of a fixed text, whatever its size: it stands on the intake path. */
export async function insertRecordKeys(
  tx: Tx,
  networkId: string,
  keys: readonly WrappedKey[],
  at: Date,
): Promise<void> {
  const column = <K extends keyof WrappedKey>(name: K) => keys.map((key) => key[name]);
  await sql`
    insert into record_keys (network_id, at, id, record, ring, epoch, wrap)
    select ${networkId}::uuid, ${at}::timestamptz, k.* from unnest(
      ${column('id')}::uuid[], ${column('record')}::uuid[], ${column('ring')}::text[], ${column('epoch')}::int[],
      ${column('wrap')}::bytea[]) as k
    on conflict do nothing`.execute(tx);
}

export const selectRecordKeys = (
  tx: Tx,
  networkId: string,
  rings: readonly Ring[],
  ids: readonly string[],
): Promise<WrappedKey[]> =>
  tx
    .selectFrom('record_keys')
    .select(['id', 'record', 'ring', 'epoch', 'wrap'])
    .where('network_id', '=', networkId)
    .where('id', 'in', ids)
    .where('ring', 'in', rings)
    .$castTo<WrappedKey>()
    .execute();

export async function deleteRecordKeys(tx: Tx, networkId: string, records: readonly string[]): Promise<void> {
  await sql`delete from record_keys where network_id = ${networkId} and record = any(${records}::uuid[])`.execute(
    tx,
  );
}

export async function deleteKeys(tx: Tx, networkId: string, ids: readonly string[]): Promise<void> {
  await tx.deleteFrom('record_keys').where('network_id', '=', networkId).where('id', 'in', ids).execute();
}

/** Writes down that an account was given these keys; the ids of those that it was given for the first time. */
export async function insertReaders(
  tx: Tx,
  networkId: string,
  account: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into record_readers (network_id, account, id)
    select ${networkId}::uuid, ${account}::uuid, r.id from unnest(${ids}::uuid[]) as r(id)
    on conflict do nothing returning id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
