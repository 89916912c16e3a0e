import type { Tx } from '../../../platform/db/index.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export interface Passkey {
  id: string;
  accountId: string;
  credentialId: Buffer;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  backedUp: boolean;
  name: Encrypted | null;
  createdAt: Date;
  usedAt: Date;
}

export async function insertPasskey(tx: Tx, networkId: string, p: Passkey): Promise<void> {
  await tx
    .insertInto('passkeys')
    .values({
      network_id: networkId,
      id: p.id,
      account_id: p.accountId,
      credential_id: p.credentialId,
      public_key: p.publicKey,
      counter: p.counter,
      transports: p.transports,
      backed_up: p.backedUp,
      name: p.name,
      created_at: p.createdAt,
      used_at: p.usedAt,
    })
    .execute();
}

const passkeys = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('passkeys as p')
    .innerJoin('accounts as a', (j) =>
      j.onRef('a.network_id', '=', 'p.network_id').onRef('a.id', '=', 'p.account_id'),
    )
    .select([
      'p.id',
      'p.account_id as accountId',
      'p.credential_id as credentialId',
      'p.public_key as publicKey',
      'p.counter',
      'p.transports',
      'p.backed_up as backedUp',
      'p.name',
      'p.created_at as createdAt',
      'p.used_at as usedAt',
    ])
    .where('p.network_id', '=', networkId)
    .where('p.ended_at', 'is', null)
    .where('a.ended_at', 'is', null);

const read = <T extends { counter: string | number | bigint; name: unknown }>(row: T) => ({
  ...row,
  counter: Number(row.counter),
  name: row.name as Encrypted | null,
});

export async function selectPasskeys(tx: Tx, networkId: string, accountId: string): Promise<Passkey[]> {
  const rows = await passkeys(tx, networkId)
    .where('p.account_id', '=', accountId)
    .orderBy('p.created_at')
    .execute();
  return rows.map(read);
}

/** Locked until the transaction ends, so that two uses of one passkey take turns at its counter. */
export async function lockCredential(
  tx: Tx,
  networkId: string,
  credentialId: Buffer,
): Promise<Passkey | null> {
  const row = await passkeys(tx, networkId)
    .where('p.credential_id', '=', credentialId)
    .forUpdate('p')
    .executeTakeFirst();
  return row ? read(row) : null;
}

export async function noteUse(
  tx: Tx,
  networkId: string,
  id: string,
  use: { counter: number; backedUp: boolean; at: Date },
): Promise<void> {
  await tx
    .updateTable('passkeys')
    .set({ counter: use.counter, backed_up: use.backedUp, used_at: use.at })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

/** Ends one passkey of an account, or all of them; returns which. */
export async function endPasskeys(
  tx: Tx,
  networkId: string,
  accountId: string,
  at: Date,
  id?: string,
): Promise<string[]> {
  const query = tx
    .updateTable('passkeys')
    .set({ ended_at: at })
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .returning('id');
  const rows = await (id ? query.where('id', '=', id) : query).execute();
  return rows.map((row) => row.id);
}
