import type { Actor, Ctx } from '../../platform/context.ts';
import { system } from '../../platform/context.ts';
import { notFound } from '../../platform/problem.ts';
import { Role } from '../accounts/contract.ts';
import { createAccounts, type Identity, identify, openSession } from '../accounts/index.ts';
import { linkAccount, peopleByRole, person } from '../people/index.ts';
import { parts } from './rules.ts';

/** Throws 404 outside a demo. */
export function onlyInDemo(ctx: Pick<Ctx, 'network'>): void {
  if (!ctx.network.demo) throw notFound('page');
}

/** Who stands ready for each part. */
export async function cast(ctx: Ctx) {
  onlyInDemo(ctx);
  const found = await Promise.all(
    parts.map(async ({ role, face }) => {
      const [first] = await peopleByRole(ctx, role, 1);
      return first ? [{ role, face, personId: first.id, callSign: first.callSign }] : [];
    }),
  );
  return found.flat();
}

/** Opens a session as that person, making the account at its first use. */
export async function signInAs(ctx: Ctx, who: { role?: string; person?: string }, face: 'desk' | 'field') {
  onlyInDemo(ctx);
  const asSystem = { ...ctx, actor: system };
  const id = who.person ?? (await cast(ctx)).find((p) => p.role === who.role)?.personId;
  if (!id) throw notFound('part in this demo');
  const member = await person(asSystem, id);
  await linkAccount(asSystem, id, id);
  const roles = member.roles
    .filter((r) => Role.safeParse(r).success)
    .map((role) => ({
      role,
      chapterId: role === 'coordinator' ? member.chapterId : null,
    }));
  await createAccounts(asSystem, [{ id, roles }]);
  const session = await openSession(asSystem, id, face);
  const { roles: held, sessionId } = (await identify(asSystem, { token: session.token, face })) as Identity;
  const actor: Actor = {
    kind: 'person',
    id,
    personId: id,
    callSign: member.callSign,
    roles: held,
    confirmedAt: ctx.now,
    sessionId,
  };
  return { session, actor };
}
