import type { Ctx } from '../../../platform/context.ts';
import { selectBanned } from '../store.ts';

/** Whether the desk has banned this origin: what comes from it is kept and looked at later. */
export const isBanned = async (ctx: Ctx, origin: Buffer): Promise<boolean> =>
  (await selectBanned(ctx.tx, ctx.network.id, [origin])).size > 0;
