import type { Tx } from '../../platform/db/index.ts';

export type Face = 'desk' | 'field';

/** Returns those that were not there before. */
export async function insertAccounts(tx: Tx, networkId: string, ids: string[], at: Date): Promise<string[]> {
  const made = await tx
    .insertInto('accounts')
    .values(ids.map((id) => ({ network_id: networkId, id, created_at: at })))
    .onConflict((c) => c.doNothing())
    .returning('id')
    .execute();
  return made.map((row) => row.id);
}

export interface Grant {
  id: string;
  accountId: string;
  role: string;
  chapterId: string | null;
}

export async function insertGrants(
  tx: Tx,
  networkId: string,
  grants: Grant[],
  by: string | null,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('role_grants')
    .values(
      grants.map((g) => ({
        network_id: networkId,
        id: g.id,
        account_id: g.accountId,
        role: g.role,
        chapter_id: g.chapterId,
        by,
        at,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute();
}

export const selectRoles = (tx: Tx, networkId: string, accountId: string) =>
  tx
    .selectFrom('role_grants')
    .select(['role', 'chapter_id as chapterId'])
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();

export async function insertSession(
  tx: Tx,
  networkId: string,
  session: { tokenHash: Buffer; accountId: string; face: Face; at: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      network_id: networkId,
      token_hash: session.tokenHash,
      account_id: session.accountId,
      face: session.face,
      created_at: session.at,
      seen_at: session.at,
      confirmed_at: session.at,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** The account behind a live session that was seen since `idleSince`. */
export async function selectSession(
  tx: Tx,
  networkId: string,
  session: { tokenHash: Buffer; face: Face; now: Date; idleSince: Date },
): Promise<{ accountId: string; seenAt: Date; confirmedAt: Date } | null> {
  const row = await tx
    .selectFrom('sessions as s')
    .innerJoin('accounts as a', (j) =>
      j.onRef('a.network_id', '=', 's.network_id').onRef('a.id', '=', 's.account_id'),
    )
    .select(['s.account_id as accountId', 's.seen_at as seenAt', 's.confirmed_at as confirmedAt'])
    .where('s.network_id', '=', networkId)
    .where('s.token_hash', '=', session.tokenHash)
    .where('s.face', '=', session.face)
    .where('s.ended_at', 'is', null)
    .where('a.ended_at', 'is', null)
    .where('s.expires_at', '>', session.now)
    .where('s.seen_at', '>', session.idleSince)
    .executeTakeFirst();
  return row ?? null;
}

export async function touchSession(tx: Tx, networkId: string, tokenHash: Buffer, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ seen_at: now })
    .where('network_id', '=', networkId)
    .where('token_hash', '=', tokenHash)
    .execute();
}

export async function endSession(tx: Tx, networkId: string, tokenHash: Buffer, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('network_id', '=', networkId)
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function insertInvite(
  tx: Tx,
  networkId: string,
  invite: { tokenHash: Buffer; accountId: string; by: string | null; at: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('invites')
    .values({
      network_id: networkId,
      token_hash: invite.tokenHash,
      account_id: invite.accountId,
      by: invite.by,
      at: invite.at,
      expires_at: invite.expiresAt,
    })
    .execute();
}

/** Uses up an invite; the account it was for, or null when it is unknown, used or too old. */
export async function spendInvite(
  tx: Tx,
  networkId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<string | null> {
  const row = await tx
    .updateTable('invites')
    .set({ used_at: now })
    .where('network_id', '=', networkId)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('account_id')
    .executeTakeFirst();
  return row?.account_id ?? null;
}
