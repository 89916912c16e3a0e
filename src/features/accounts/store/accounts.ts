import type { Tx } from '../../../platform/db/index.ts';

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

/** Whether there is such an account that has not ended; locked, so that two changes of its roles take turns. */
export async function lockAccount(tx: Tx, networkId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('accounts')
    .select('id')
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function endAccount(tx: Tx, networkId: string, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('accounts')
    .set({ ended_at: at })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function reopenAccount(tx: Tx, networkId: string, id: string): Promise<void> {
  await tx
    .updateTable('accounts')
    .set({ ended_at: null })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

export interface Grant {
  id: string;
  accountId: string;
  role: string;
  chapterId: string | null;
  startsAt: Date;
  endsAt: Date | null;
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
        starts_at: g.startsAt,
        ends_at: g.endsAt,
        by,
        at,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute();
}

const grants = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('role_grants')
    .select([
      'id',
      'account_id as accountId',
      'role',
      'chapter_id as chapterId',
      'starts_at as startsAt',
      'ends_at as endsAt',
    ])
    .where('network_id', '=', networkId)
    .where('ended_at', 'is', null);

/** Grants that hold now or will, the oldest first. */
export const selectGrants = (tx: Tx, networkId: string, accountId: string, now: Date): Promise<Grant[]> =>
  grants(tx, networkId)
    .where('account_id', '=', accountId)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();

export const selectGrant = (tx: Tx, networkId: string, id: string): Promise<Grant | undefined> =>
  grants(tx, networkId).where('id', '=', id).executeTakeFirst();

export async function endGrant(
  tx: Tx,
  networkId: string,
  id: string,
  by: string | null,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('role_grants')
    .set({ ended_at: at, ended_by: by })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .execute();
}

export async function endGrants(
  tx: Tx,
  networkId: string,
  accountId: string,
  by: string | null,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('role_grants')
    .set({ ended_at: at, ended_by: by })
    .where('network_id', '=', networkId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
}

/** Accounts that hold a role now, in any chapter. */
export async function selectHolders(tx: Tx, networkId: string, role: string, now: Date): Promise<string[]> {
  const rows = await grants(tx, networkId)
    .where('role', '=', role)
    .where('starts_at', '<=', now)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .execute();
  return [...new Set(rows.map((row) => row.accountId))];
}

/** Accounts that are admin of the whole network now and have no end set; locked, so that two cannot end each other. */
export async function lockAdmins(tx: Tx, networkId: string, now: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom('role_grants as g')
    .innerJoin('accounts as a', (j) =>
      j.onRef('a.network_id', '=', 'g.network_id').onRef('a.id', '=', 'g.account_id'),
    )
    .select('g.account_id as accountId')
    .where('g.network_id', '=', networkId)
    .where('g.role', '=', 'admin')
    .where('g.chapter_id', 'is', null)
    .where('g.ended_at', 'is', null)
    .where('g.ends_at', 'is', null)
    .where('g.starts_at', '<=', now)
    .where('a.ended_at', 'is', null)
    .orderBy('g.id')
    .forUpdate('g')
    .execute();
  return [...new Set(rows.map((row) => row.accountId))];
}

export interface Rules {
  deskNeedsPasskey: boolean;
  onShiftRoles: string[];
}

export async function selectRules(tx: Tx, networkId: string): Promise<Rules | null> {
  const row = await tx
    .selectFrom('sign_in_rules')
    .select(['desk_needs_passkey as deskNeedsPasskey', 'on_shift_roles as onShiftRoles'])
    .where('network_id', '=', networkId)
    .executeTakeFirst();
  return row ?? null;
}

export async function upsertRules(
  tx: Tx,
  networkId: string,
  rules: Rules,
  by: string | null,
  at: Date,
): Promise<void> {
  const set = { desk_needs_passkey: rules.deskNeedsPasskey, on_shift_roles: rules.onShiftRoles, by, at };
  await tx
    .insertInto('sign_in_rules')
    .values({ network_id: networkId, ...set })
    .onConflict((c) => c.column('network_id').doUpdateSet(set))
    .execute();
}
