import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import { refused } from '../../../platform/problem.ts';
import * as store from '../store.ts';

/** Makes accounts with roles. An account that exists stays as it is. */
export async function createAccounts(
  ctx: Ctx,
  accounts: { id: string; roles: { role: string; chapterId: string | null }[] }[],
): Promise<void> {
  if (accounts.length === 0) return;
  const made = await store.insertAccounts(
    ctx.tx,
    ctx.network.id,
    accounts.map((a) => a.id),
    ctx.now,
  );
  const grants = accounts
    .filter((a) => made.includes(a.id))
    .flatMap((a) =>
      a.roles.map((r) => ({ id: newId(), accountId: a.id, ...r, startsAt: ctx.now, endsAt: null })),
    );
  if (grants.length > 0) await store.insertGrants(ctx.tx, ctx.network.id, grants, ctx.actor.id, ctx.now);
}

/**
 * Ends an account with all its sessions, passkeys and roles, for a member who is removed: authorised by the caller. Open event
 * streams end with it. Throws 422 for the last admin.
 */
export async function endAccount(ctx: Ctx, accountId: string): Promise<void> {
  await mustLeaveAnAdmin(ctx, accountId);
  if (!(await store.endAccount(ctx.tx, ctx.network.id, accountId, ctx.now))) return;
  await store.endGrants(ctx.tx, ctx.network.id, accountId, ctx.actor.personId, ctx.now);
  await store.endPasskeys(ctx.tx, ctx.network.id, accountId, ctx.now);
  await store.endSessions(ctx.tx, ctx.network.id, accountId, ctx.now);
  await emit(ctx, { kind: 'session.ended', subject: accountId, data: { account: accountId } });
  await audit(ctx, { act: 'account.ended', subject: accountId });
}

/** At the server's console: an account that can admit others, made where there is none, opened where it had ended. */
export async function makeAdmin(ctx: Ctx, accountId: string): Promise<void> {
  await createAccounts(ctx, [{ id: accountId, roles: [] }]);
  await store.reopenAccount(ctx.tx, ctx.network.id, accountId);
  await audit(ctx, { act: 'account.admin', subject: accountId, data: { at: 'console' } });
  if ((await store.lockAdmins(ctx.tx, ctx.network.id, ctx.now)).includes(accountId)) return;
  const grant = { id: newId(), accountId, role: 'admin', chapterId: null, startsAt: ctx.now, endsAt: null };
  await store.insertGrants(ctx.tx, ctx.network.id, [grant], null, ctx.now);
  await store.endInvitesOfOthers(ctx.tx, ctx.network.id, accountId, null, ctx.now);
  await emit(ctx, { kind: 'role.given', subject: grant.id, data: { account: accountId } });
}

/** Throws 422 when nobody would be left who can admit others. */
export async function mustLeaveAnAdmin(ctx: Ctx, accountId: string): Promise<void> {
  const admins = await store.lockAdmins(ctx.tx, ctx.network.id, ctx.now);
  if (admins.length === 1 && admins[0] === accountId)
    throw refused(
      'This is the last admin of the network; without one nobody can be admitted.',
      'Make somebody else admin first, without an end date.',
    );
}

/** The roles that an account holds now or will. */
export const rolesOf = (
  ctx: Ctx,
  accountId: string,
): Promise<{ role: string; chapterId: string | null; startsAt: Date }[]> =>
  store.selectGrants(ctx.tx, ctx.network.id, accountId, ctx.now);

/** The accounts that hold a role now. */
export const holdersOf = (ctx: Ctx, role: string): Promise<string[]> =>
  store.selectHolders(ctx.tx, ctx.network.id, role, ctx.now);
