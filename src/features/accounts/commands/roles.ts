import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize, can, mustBeFresh } from '../../../platform/policy.ts';
import { notFound, refused } from '../../../platform/problem.ts';
import { type Admitted, policy } from '../policy.ts';
import * as store from '../store.ts';
import { mustLeaveAnAdmin } from './accounts.ts';
import { invite, inviteMinutes } from './invites.ts';
import { endSessions } from './sessions.ts';

/** Asked before a member is looked up, so that others do not learn who there is. */
export const mayReadRoles = (ctx: Ctx): void => authorize(policy, ctx.actor, 'look', 'roles');

/** Whose roles: an account and the chapter of its member. Throws 404 outside a coordinator's chapter. */
export type Whose = Pick<Admitted, 'accountId' | 'chapterId'>;
export function mustSee(ctx: Ctx, chapterId: string | null): void {
  mayReadRoles(ctx);
  if (!can(policy, ctx.actor, 'read', 'roles', { chapterId })) throw notFound('person');
}

const admitted = async (ctx: Ctx, whose: Whose) => ({
  ...whose,
  grants: await store.selectGrants(ctx.tx, ctx.network.id, whose.accountId, ctx.now),
});

/** Roles of an account that hold now or will, each with what the actor may do with it. */
export async function listRoles(ctx: Ctx, whose: Whose) {
  mustSee(ctx, whose.chapterId);
  const account = await admitted(ctx, whose);
  const may = (verb: string, noun: string) => can(policy, ctx.actor, verb, noun, account);
  return {
    items: account.grants.map((grant) => ({
      ...grant,
      can: can(policy, ctx.actor, 'end', 'role', { of: whose, grant }) ? ['end' as const] : [],
    })),
    can: [
      ...(may('give', 'role') ? ['give' as const] : []),
      ...(may('make', 'invite') ? ['invite' as const] : []),
      ...(may('end', 'session') ? ['sign-out' as const] : []),
    ],
  };
}

/** A link for a member: their first, or after a lost phone or passkey. */
export async function inviteMember(ctx: Ctx, whose: Whose): Promise<{ token: string; expiresAt: Date }> {
  mustSee(ctx, whose.chapterId);
  authorize(policy, ctx.actor, 'make', 'invite', await admitted(ctx, whose));
  mustBeFresh(ctx);
  return { token: await invite(ctx, whose.accountId), expiresAt: plusMinutes(ctx.now, inviteMinutes) };
}

/** Signs a member out everywhere, when a phone is lost; takes no proof, since it only closes doors. */
export async function signOutMember(ctx: Ctx, whose: Whose): Promise<number> {
  mustSee(ctx, whose.chapterId);
  authorize(policy, ctx.actor, 'end', 'session', await admitted(ctx, whose));
  return (await endSessions(ctx, whose.accountId)).length;
}

export interface GrantToGive {
  id: string;
  role: string;
  chapterId: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
}

/**
 * Gives a role, for the network or a chapter, from a moment until another; `mustBeTrusted` throws for whom it is too early.
 * The same id twice is the same act.
 */
export async function giveRole(
  ctx: Ctx,
  { accountId, chapterId }: Whose,
  grant: GrantToGive,
  mustBeTrusted: () => Promise<void>,
): Promise<void> {
  mustSee(ctx, chapterId);
  authorize(policy, ctx.actor, 'give', 'role', { accountId });
  mustBeFresh(ctx);
  const startsAt = grant.startsAt ?? ctx.now;
  if (grant.endsAt && (grant.endsAt <= startsAt || grant.endsAt <= ctx.now))
    throw refused('The role would end before it begins.', 'Choose a later end, or none.');
  if (!(await store.lockAccount(ctx.tx, ctx.network.id, accountId))) throw notFound('account');
  const before = await store.selectGrants(ctx.tx, ctx.network.id, accountId, ctx.now);
  if (before.some((g) => g.id === grant.id)) return;
  await mustBeTrusted();
  await store.insertGrants(
    ctx.tx,
    ctx.network.id,
    [{ ...grant, accountId, startsAt }],
    ctx.actor.personId,
    ctx.now,
  );
  // A link lets its maker in as well, and was made for what the account held before.
  await store.endInvitesOfOthers(ctx.tx, ctx.network.id, accountId, ctx.actor.personId, ctx.now);
  await tell(ctx, 'role.given', accountId, grant);
}

/**
 * Ends a role from now on; `chapterOf` says where its holder belongs. Throws 404, also for what is not the actor's to see,
 * and 422 where no admin would be left.
 */
export async function endRole(
  ctx: Ctx,
  id: string,
  chapterOf: (accountId: string) => Promise<string | null>,
): Promise<Whose> {
  mayReadRoles(ctx);
  const grant = await store.selectGrant(ctx.tx, ctx.network.id, id);
  if (!grant) throw notFound('role');
  const of = { accountId: grant.accountId, chapterId: await chapterOf(grant.accountId) };
  if (!can(policy, ctx.actor, 'read', 'roles', of)) throw notFound('role');
  authorize(policy, ctx.actor, 'end', 'role', { of, grant });
  mustBeFresh(ctx);
  if (grant.role === 'admin' && !grant.chapterId) await mustLeaveAnAdmin(ctx, grant.accountId);
  await store.endGrant(ctx.tx, ctx.network.id, id, ctx.actor.personId, ctx.now);
  await tell(ctx, 'role.ended', grant.accountId, grant);
  return of;
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
