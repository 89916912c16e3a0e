import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { IsHeld } from '../../../platform/keeping.ts';
import { authorize, mustBeFresh } from '../../../platform/policy.ts';
import { endAccount, rolesOf } from '../../accounts/index.ts';
import { removeFromRings, shred } from '../../keys/index.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { watch } from './alarms.ts';
import { visible } from './members.ts';
import { me, type Person, person } from './people.ts';
import { flagConduct } from './standing.ts';

/** What is theirs goes at once: name, contact, area, languages, hours. Call sign and what they did stay. */
export async function forgetPerson(ctx: Ctx, id: string): Promise<void> {
  await store.wipePerson(ctx.tx, ctx.network.id, id);
  await shred(ctx, [id]);
  // What was said when they were vouched for; that there was a vouch stays.
  await shred(ctx, await store.wipeVouchWords(ctx.tx, ctx.network.id, id));
}

/** A hold was released: of those who left meanwhile and are not held any more, nothing stays that a removal deletes. */
export async function forgetLeft(ctx: Ctx, isHeld: IsHeld): Promise<void> {
  for (const id of await store.selectLeftKept(ctx.tx, ctx.network.id))
    if (!(await isHeld(ctx, id))) await forgetPerson(ctx, id);
}

export interface House {
  isHeld: IsHeld;
  /** Throws where the network cannot do without this member yet. */
  mustBeFree: (ctx: Ctx, id: string) => Promise<void>;
}

/**
 * Removes applicants whom somebody brought in by mistake, each as if they had left; what others know of them goes by the
 * event. For who has made sure that nobody has dealt with them since.
 */
export async function withdraw(ctx: Ctx, ids: string[]): Promise<void> {
  await store.moveTo(ctx.tx, ctx.network.id, ids, 'left', ctx.now);
  await store.wipePeople(ctx.tx, ctx.network.id, ids);
  await emit(ctx, ...ids.map((id) => ({ kind: 'person.removed', subject: id, data: { person: id } })));
}

/**
 * Ends a membership with one act. In this transaction: every session, role, unused invite and key of the account, name,
 * emergency contact, home cell, hours and languages, words said when they were vouched for. By its event: shifts, asks,
 * assignments (who is out is called back), addresses, channels. Call sign, certificates and what they did stay for the
 * record; where a legal hold is about them, name, contact and the rest stay too until it is released.
 */
async function endMembership(
  ctx: Ctx,
  member: Person,
  { isHeld, mustBeFree }: House,
  how: 'removed' | 'conduct' | 'left',
): Promise<Person> {
  const { id, accountId } = member;
  await mustBeFree(ctx, id);
  if (accountId) {
    await endAccount(ctx, accountId);
    await removeFromRings(ctx, accountId);
  }
  await store.moveTo(ctx.tx, ctx.network.id, [id], 'left', ctx.now);
  if (how === 'conduct') await flagConduct(ctx, id);
  const held = await isHeld(ctx, id);
  if (!held) await forgetPerson(ctx, id);
  const act = how === 'left' ? 'person.left' : 'person.removed';
  await audit(ctx, { act, subject: id, data: { held, conduct: how === 'conduct' } });
  await emit(ctx, { kind: 'person.removed', subject: id, data: { person: id, how } });
  return person(ctx, id);
}

/**
 * Removes a member; `conduct`: for what they did, so that the vouches around them are looked at again, as also of who is
 * suspended. Again is the same act. Throws 403 for oneself, for an admin where the actor is none, and `confirm` without a
 * fresh proof; 409 while the network cannot do without them; 404 outside what one may see.
 */
export async function removePerson(
  ctx: Ctx,
  id: string,
  house: House,
  { conduct = false }: { conduct?: boolean | undefined } = {},
): Promise<Person> {
  await store.lockPerson(ctx.tx, ctx.network.id, id);
  const member = await visible(ctx, id);
  if (member.state === 'left') return member;
  const granted = member.accountId ? await rolesOf(ctx, member.accountId) : [];
  authorize(policy, ctx.actor, 'remove', 'person', {
    ...member,
    roles: [...member.roles, ...granted.map((r) => r.role)],
  });
  mustBeFresh(ctx);
  const removed = await endMembership(
    ctx,
    member,
    house,
    conduct || member.suspended ? 'conduct' : 'removed',
  );
  await watch(ctx, [id], 'removed');
  return removed;
}

/**
 * The actor leaves: the same end by their own act, at once. It asks for no fresh proof, since it only closes doors. Throws
 * 409 for the last admin and for whom the network cannot do without yet, with what to do first.
 */
export async function leaveNetwork(ctx: Ctx, house: House): Promise<Person> {
  authorize(policy, ctx.actor, 'leave', 'self');
  await store.lockPerson(ctx.tx, ctx.network.id, ctx.actor.personId!);
  const member = await me(ctx);
  return member.state === 'left' ? member : endMembership(ctx, member, house, 'left');
}
