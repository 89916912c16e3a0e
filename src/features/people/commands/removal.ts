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
import { type Person, person } from './people.ts';

async function forget(ctx: Ctx, id: string): Promise<void> {
  await store.wipePerson(ctx.tx, ctx.network.id, id);
  await shred(ctx, [id]);
}

/** A hold was released: of those who left meanwhile and are not held any more, nothing stays that a removal deletes. */
export async function forgetLeft(ctx: Ctx, isHeld: IsHeld): Promise<void> {
  for (const id of await store.selectLeftKept(ctx.tx, ctx.network.id))
    if (!(await isHeld(ctx, id))) await forget(ctx, id);
}

/**
 * Ends a membership with one act. In this transaction: every session, role, unused invite and key of the account, name,
 * emergency contact, home cell, hours and languages. By its event: shifts, asks, assignments (who is out is called
 * back), addresses. Call sign, certificates and what they did stay for the record; where a legal hold is about them, name,
 * contact and the rest stay too until it is released. Again is the same act. Throws 403 for oneself, for an admin where
 * the actor is none, and `confirm` without a fresh proof; 409 while the network cannot do without them; 404 outside what one may see.
 */
export async function removePerson(
  ctx: Ctx,
  id: string,
  { isHeld, mustBeFree }: { isHeld: IsHeld; mustBeFree: (ctx: Ctx, id: string) => Promise<void> },
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
  await mustBeFree(ctx, id);
  if (member.accountId) {
    await endAccount(ctx, member.accountId);
    await removeFromRings(ctx, member.accountId);
  }
  await store.moveTo(ctx.tx, ctx.network.id, [id], 'left', ctx.now);
  const held = await isHeld(ctx, id);
  if (!held) await forget(ctx, id);
  await watch(ctx, [id], 'removed');
  await audit(ctx, { act: 'person.removed', subject: id, data: { held } });
  await emit(ctx, { kind: 'person.removed', subject: id, data: { person: id } });
  return person(ctx, id);
}
