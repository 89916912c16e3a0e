import type { Tx } from '../../../platform/db/index.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Face, Way } from '../rules.ts';

export interface NewSession {
  id: string;
  tokenHash: Buffer;
  accountId: string;
  face: Face;
  way: Way;
  passkeyId: string | null;
  device: Encrypted | null;
  deviceKey: Buffer | null;
  renewBy: Date | null;
  at: Date;
  expiresAt: Date;
}

export async function insertSession(tx: Tx, networkId: string, s: NewSession): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      network_id: networkId,
      id: s.id,
      token_hash: s.tokenHash,
      account_id: s.accountId,
      face: s.face,
      way: s.way,
      passkey_id: s.passkeyId,
      device: s.device,
      device_key: s.deviceKey,
      renew_by: s.renewBy,
      created_at: s.at,
      seen_at: s.at,
      confirmed_at: s.at,
      expires_at: s.expiresAt,
    })
    .execute();
}

/** A session that has not ended, with what its network asks of sessions. */
export interface LiveSession {
  id: string;
  accountId: string;
  way: Way;
  seenAt: Date;
  confirmedAt: Date;
  expiresAt: Date;
  renewBy: Date | null;
  deviceKey: Buffer | null;
  /** The token given was the one before. */
  isPrior: boolean;
  deskNeedsPasskey: boolean | null;
  onShiftRoles: string[] | null;
}

/** The session behind a token that was seen since `idleSince`; asked at every request. */
export async function selectSession(
  tx: Tx,
  networkId: string,
  { tokenHash, face, now, idleSince }: { tokenHash: Buffer; face: Face; now: Date; idleSince: Date },
): Promise<LiveSession | null> {
  const row = await tx
    .selectFrom('sessions as s')
    .innerJoin('accounts as a', (j) =>
      j.onRef('a.network_id', '=', 's.network_id').onRef('a.id', '=', 's.account_id'),
    )
    .leftJoin('sign_in_rules as r', 'r.network_id', 's.network_id')
    .select([
      's.id',
      's.account_id as accountId',
      's.way',
      's.seen_at as seenAt',
      's.confirmed_at as confirmedAt',
      's.expires_at as expiresAt',
      's.renew_by as renewBy',
      's.device_key as deviceKey',
      'r.desk_needs_passkey as deskNeedsPasskey',
      'r.on_shift_roles as onShiftRoles',
    ])
    .select((eb) => eb('s.token_hash', '<>', tokenHash).as('isPrior'))
    .where('s.network_id', '=', networkId)
    .where((eb) => eb.or([eb('s.token_hash', '=', tokenHash), eb('s.prior_hash', '=', tokenHash)]))
    .where('s.face', '=', face)
    .where('s.ended_at', 'is', null)
    .where('a.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('s.seen_at', '>', idleSince)
    .executeTakeFirst();
  return row ? { ...row, way: row.way as Way, isPrior: Boolean(row.isPrior) } : null;
}

export async function updateSession(
  tx: Tx,
  networkId: string,
  id: string,
  change: { seenAt?: Date; confirmedAt?: Date },
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ seen_at: change.seenAt, confirmed_at: change.confirmedAt })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

/** A new token for a device-bound session; the old one stays good for one more renewal. */
export async function renewSession(
  tx: Tx,
  networkId: string,
  id: string,
  renewal: { before: Buffer; tokenHash: Buffer; renewBy: Date; at: Date },
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({
      token_hash: renewal.tokenHash,
      prior_hash: renewal.before,
      renew_by: renewal.renewBy,
      seen_at: renewal.at,
    })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

export interface Listed {
  id: string;
  face: Face;
  way: Way;
  device: Encrypted | null;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
  passkeyId: string | null;
  toldAt: Date | null;
}

/** Sessions of an account that have not ended, the newest first. */
export async function selectSessions(
  tx: Tx,
  networkId: string,
  accountId: string,
  now: Date,
): Promise<Listed[]> {
  const rows = await tx
    .selectFrom('sessions')
    .select([
      'id',
      'face',
      'way',
      'device',
      'created_at as createdAt',
      'seen_at as seenAt',
      'expires_at as expiresAt',
      'passkey_id as passkeyId',
      'told_at as toldAt',
    ])
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    ...row,
    face: row.face as Face,
    way: row.way as Way,
    device: row.device as Encrypted | null,
  }));
}

/** Ends one session of an account, or all of them but `except`; returns which. */
export async function endSessions(
  tx: Tx,
  networkId: string,
  accountId: string,
  at: Date,
  { id, passkeyId, except }: { id?: string; passkeyId?: string; except?: string } = {},
): Promise<string[]> {
  let query = tx
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .returning('id');
  if (id) query = query.where('id', '=', id);
  if (passkeyId) query = query.where('passkey_id', '=', passkeyId);
  if (except) query = query.where('id', '<>', except);
  return (await query.execute()).map((row) => row.id);
}

/** Its owner has been told of these sessions. */
export async function tellSessions(tx: Tx, networkId: string, accountId: string, at: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ told_at: at })
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .where('told_at', 'is', null)
    .execute();
}
