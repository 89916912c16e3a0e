import type { Tx } from '../../../platform/db/index.ts';
import type { Purpose } from '../rules.ts';

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

/** The account that an unused invite is for, locked until the transaction ends; null: unknown, used or too old. */
export async function lockInvite(
  tx: Tx,
  networkId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<string | null> {
  const row = await tx
    .selectFrom('invites as i')
    .innerJoin('accounts as a', (j) =>
      j.onRef('a.network_id', '=', 'i.network_id').onRef('a.id', '=', 'i.account_id'),
    )
    .select('i.account_id as accountId')
    .where('i.network_id', '=', networkId)
    .where('i.token_hash', '=', tokenHash)
    .where('i.used_at', 'is', null)
    .where('i.expires_at', '>', now)
    .where('a.ended_at', 'is', null)
    .forUpdate('i')
    .executeTakeFirst();
  return row?.accountId ?? null;
}

export async function spendInvite(tx: Tx, networkId: string, tokenHash: Buffer, now: Date): Promise<void> {
  await tx
    .updateTable('invites')
    .set({ used_at: now })
    .where('network_id', '=', networkId)
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** Ends an account's open invites, but those that this member made. */
export async function endInvitesOfOthers(
  tx: Tx,
  networkId: string,
  accountId: string,
  maker: string | null,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('invites')
    .set({ used_at: now })
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .where((e) => e.or([e('by', 'is', null), e('by', 'is distinct from', maker)]))
    .execute();
}

/** One code an account: a new one takes the place of the old. */
export async function upsertRecoveryCode(
  tx: Tx,
  networkId: string,
  accountId: string,
  codeHash: Buffer,
  at: Date,
): Promise<void> {
  const set = { code_hash: codeHash, made_at: at, used_at: null };
  await tx
    .insertInto('recovery_codes')
    .values({ network_id: networkId, account_id: accountId, ...set })
    .onConflict((c) => c.columns(['network_id', 'account_id']).doUpdateSet(set))
    .execute();
}

/** The account that an unused code is of, locked until the transaction ends. */
export async function lockRecoveryCode(tx: Tx, networkId: string, codeHash: Buffer): Promise<string | null> {
  const row = await tx
    .selectFrom('recovery_codes as r')
    .innerJoin('accounts as a', (j) =>
      j.onRef('a.network_id', '=', 'r.network_id').onRef('a.id', '=', 'r.account_id'),
    )
    .select('r.account_id as accountId')
    .where('r.network_id', '=', networkId)
    .where('r.code_hash', '=', codeHash)
    .where('r.used_at', 'is', null)
    .where('a.ended_at', 'is', null)
    .forUpdate('r')
    .executeTakeFirst();
  return row?.accountId ?? null;
}

export async function spendRecoveryCode(
  tx: Tx,
  networkId: string,
  codeHash: Buffer,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('network_id', '=', networkId)
    .where('code_hash', '=', codeHash)
    .execute();
}

/** When the code that is still good was made. */
export async function selectRecoveryCode(tx: Tx, networkId: string, accountId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('recovery_codes')
    .select('made_at')
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return row?.made_at ?? null;
}

/** Keeps what must come back signed, and lets go of what is too old. */
export async function insertChallenge(
  tx: Tx,
  networkId: string,
  c: { challenge: Buffer; purpose: Purpose; accountId: string | null; now: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .deleteFrom('challenges')
    .where('network_id', '=', networkId)
    .where('expires_at', '<=', c.now)
    .execute();
  await tx
    .insertInto('challenges')
    .values({
      network_id: networkId,
      challenge: c.challenge,
      purpose: c.purpose,
      account_id: c.accountId,
      expires_at: c.expiresAt,
    })
    .execute();
}

/** Takes a challenge out; null when it was used, is too old or was never given. */
export async function takeChallenge(
  tx: Tx,
  networkId: string,
  challenge: Buffer,
  purpose: Purpose,
  now: Date,
): Promise<{ accountId: string | null } | null> {
  const row = await tx
    .deleteFrom('challenges')
    .where('network_id', '=', networkId)
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .returning('account_id as accountId')
    .executeTakeFirst();
  return row ?? null;
}
