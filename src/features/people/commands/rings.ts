import type { Ctx } from '../../../platform/context.ts';
import { rolesOf } from '../../accounts/index.ts';
import { noteRoles } from '../../keys/index.ts';

/** After a role was given or ended: who signs the list of keys is told what the account is given now. */
export async function followRoles(ctx: Ctx, accountId: string): Promise<void> {
  const roles = await rolesOf(ctx, accountId);
  await noteRoles(
    ctx,
    accountId,
    roles.filter(({ startsAt }) => startsAt <= ctx.now),
  );
}
