import type { Tx } from '../../../platform/db/index.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { Ring, Way } from '../contract.ts';
import { deleteBoxesOf } from './boxes.ts';

export interface KeyRow {
  id: string;
  accountId: string;
  callSign: string;
  sign: Buffer;
  receive: Buffer;
  admin: boolean;
  rings: Ring[];
  at: Date;
  endedAt: Date | null;
}

const columns = [
  'id',
  'account_id as accountId',
  'call_sign as callSign',
  'sign_key as sign',
  'receive_key as receive',
  'admin',
  'rings',
  'at',
  'ended_at as endedAt',
] as const;

/** The living member key of an account. */
export async function selectKey(tx: Tx, networkId: string, accountId: string): Promise<KeyRow | null> {
  const row = await tx
    .selectFrom('member_keys')
    .select(columns)
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .$narrowType<{ rings: Ring[] }>()
    .executeTakeFirst();
  return row ?? null;
}

/** Whether an account had a member key and has none any more: it was removed. */
export async function wasRemoved(tx: Tx, networkId: string, accountId: string): Promise<boolean> {
  const { living, ended } = await tx
    .selectFrom('member_keys')
    .select((e) => [
      e.fn.countAll<number>().filterWhere('ended_at', 'is', null).as('living'),
      e.fn.countAll<number>().filterWhere('ended_at', 'is not', null).as('ended'),
    ])
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return Number(living) === 0 && Number(ended) > 0;
}

/** Everyone's living member key, oldest first. */
export const selectKeys = (tx: Tx, networkId: string): Promise<KeyRow[]> =>
  tx
    .selectFrom('member_keys')
    .select(columns)
    .where('network_id', '=', networkId)
    .where('ended_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .$narrowType<{ rings: Ring[] }>()
    .execute();

export async function insertKey(
  tx: Tx,
  networkId: string,
  key: Omit<KeyRow, 'at' | 'endedAt'>,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('member_keys')
    .values({
      network_id: networkId,
      id: key.id,
      account_id: key.accountId,
      call_sign: key.callSign,
      sign_key: key.sign,
      receive_key: key.receive,
      admin: key.admin,
      rings: key.rings,
      at,
    })
    .execute();
}

/** What the owner's roles of today give. */
export async function updateKey(
  tx: Tx,
  networkId: string,
  id: string,
  now: { callSign: string; admin: boolean; rings: Ring[] },
): Promise<void> {
  await tx
    .updateTable('member_keys')
    .set({ call_sign: now.callSign, admin: now.admin, rings: now.rings })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

/** Ends the living key of an account: the ways to open it and what is wrapped to it are gone. Whether there was one. */
export async function endKey(tx: Tx, networkId: string, accountId: string, at: Date): Promise<boolean> {
  const ended = await tx
    .updateTable('member_keys')
    .set({ ended_at: at })
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!ended) return false;
  await tx
    .deleteFrom('key_ways')
    .where('network_id', '=', networkId)
    .where('key_id', '=', ended.id)
    .execute();
  await deleteBoxesOf(tx, networkId, accountId);
  return true;
}

export async function selectWays(tx: Tx, networkId: string, keyId: string): Promise<(Way & { at: Date })[]> {
  const rows = await tx
    .selectFrom('key_ways')
    .select(['id', 'kind', 'settings', 'box', 'at'])
    .where('network_id', '=', networkId)
    .where('key_id', '=', keyId)
    .orderBy('at')
    .orderBy('id')
    .$narrowType<{ kind: Way['kind']; settings: Pick<Way, 'stretch'> }>()
    .execute();
  return rows.map(({ settings, box, ...way }) => ({ ...way, ...settings, box: box.toString('base64') }));
}

export async function insertWays(
  tx: Tx,
  networkId: string,
  keyId: string,
  ways: readonly Way[],
  at: Date,
): Promise<void> {
  await tx
    .insertInto('key_ways')
    .values(
      ways.map(({ id, kind, stretch, box }) => ({
        network_id: networkId,
        id,
        key_id: keyId,
        kind,
        settings: JSON.stringify({ stretch }),
        box: Buffer.from(box, 'base64') as Sealed,
        at,
      })),
    )
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .execute();
}

export async function deleteWay(tx: Tx, networkId: string, keyId: string, id: string): Promise<void> {
  await tx
    .deleteFrom('key_ways')
    .where('network_id', '=', networkId)
    .where('key_id', '=', keyId)
    .where('id', '=', id)
    .execute();
}
