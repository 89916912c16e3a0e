import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { abilities, authorize, mustBeFresh } from '../../../platform/policy.ts';
import { notFound, refused } from '../../../platform/problem.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { mustLeaveAnAdmin } from './accounts.ts';
import { endSessions } from './sessions.ts';

/** Asked before a member is looked up, so that others do not learn who there is. */
export const mayReadRoles = (ctx: Ctx): void => authorize(policy, ctx.actor, 'read', 'roles');

/** Roles of an account that hold now or will, each with what the actor may do with it. */
export async function listRoles(ctx: Ctx, accountId: string) {
  mayReadRoles(ctx);
  const grants = await store.selectGrants(ctx.tx, ctx.network.id, accountId, ctx.now);
  const can = abilities(policy, ctx.actor, 'role', accountId);
  return {
    items: grants.map((g) => ({ ...g, can: can.filter((verb) => verb === 'end') })),
    can: [
      ...can.filter((verb) => verb === 'give'),
      ...abilities(policy, ctx.actor, 'invite', accountId).map(() => 'invite' as const),
    ],
  };
}

/** Signs a member out everywhere, when a phone is lost; takes no proof, since it only closes doors. */
export async function signOutMember(ctx: Ctx, accountId: string): Promise<number> {
  authorize(policy, ctx.actor, 'end', 'session');
  return (await endSessions(ctx, accountId)).length;
}

export interface GrantToGive {
  id: string;
  role: string;
  chapterId: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
}

/** Gives a role, for the network or a chapter, from a moment until another. The same id twice is the same act. */
export async function giveRole(ctx: Ctx, accountId: string, grant: GrantToGive): Promise<void> {
  authorize(policy, ctx.actor, 'give', 'role', accountId);
  mustBeFresh(ctx);
  const startsAt = grant.startsAt ?? ctx.now;
  if (grant.endsAt && (grant.endsAt <= startsAt || grant.endsAt <= ctx.now))
    throw refused('The role would end before it begins.', 'Choose a later end, or none.');
  if (!(await store.lockAccount(ctx.tx, ctx.network.id, accountId))) throw notFound('account');
  const before = await store.selectGrants(ctx.tx, ctx.network.id, accountId, ctx.now);
  if (before.some((g) => g.id === grant.id)) return;
  await store.insertGrants(
    ctx.tx,
    ctx.network.id,
    [{ ...grant, accountId, startsAt }],
    ctx.actor.personId,
    ctx.now,
  );
  await tell(ctx, 'role.given', accountId, grant);
}

/** Ends a role from now on. Throws 404, and 422 where no admin would be left. */
export async function endRole(ctx: Ctx, id: string): Promise<string> {
  authorize(policy, ctx.actor, 'end', 'role');
  mustBeFresh(ctx);
  const grant = await store.selectGrant(ctx.tx, ctx.network.id, id);
  if (!grant) throw notFound('role');
  if (grant.role === 'admin' && !grant.chapterId) await mustLeaveAnAdmin(ctx, grant.accountId);
  await store.endGrant(ctx.tx, ctx.network.id, id, ctx.actor.personId, ctx.now);
  await tell(ctx, 'role.ended', grant.accountId, grant);
  return grant.accountId;
}

async function tell(
  ctx: Ctx,
  act: string,
  accountId: string,
  { id, role, chapterId }: { id: string; role: string; chapterId: string | null },
): Promise<void> {
  await emit(ctx, { kind: act, subject: id, data: { account: accountId } });
  await audit(ctx, { act, subject: accountId, data: { grant: id, role, chapter: chapterId } });
}

/** How people sign in here. A real network's desk needs passkeys until its admins say otherwise; a demo's never. */
export async function signInRules(ctx: Ctx): Promise<store.Rules> {
  const chosen = await store.selectRules(ctx.tx, ctx.network.id);
  const deskNeedsPasskey = !ctx.network.demo && (chosen?.deskNeedsPasskey ?? true);
  return { deskNeedsPasskey, onShiftRoles: chosen?.onShiftRoles ?? [] };
}

export const deskNeedsPasskey = async (ctx: Ctx): Promise<boolean> =>
  (await signInRules(ctx)).deskNeedsPasskey;

export async function readRules(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'sign-in rules');
  return signInRules(ctx);
}

/** Throws 422 where a demo would be made to need passkeys. */
export async function changeRules(ctx: Ctx, rules: store.Rules): Promise<store.Rules> {
  authorize(policy, ctx.actor, 'change', 'sign-in rules');
  mustBeFresh(ctx);
  if (ctx.network.demo && rules.deskNeedsPasskey)
    throw refused('In a demo everyone signs in by one click.', 'Try this in a real network.');
  await store.upsertRules(ctx.tx, ctx.network.id, rules, ctx.actor.personId, ctx.now);
  await emit(ctx, { kind: 'role.rules', subject: ctx.network.id });
  await audit(ctx, {
    act: 'sign-in.rules',
    subject: ctx.network.id,
    data: { passkey: rules.deskNeedsPasskey, onShift: rules.onShiftRoles.join(' ') },
  });
  return signInRules(ctx);
}
