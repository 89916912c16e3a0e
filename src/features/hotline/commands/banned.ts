import type { Ctx } from '../../../platform/context.ts';
import { hasLinked, selectBanned } from '../store.ts';

/** Whether the desk has banned this origin: what comes from it is kept and looked at later. */
export const isBanned = async (ctx: Ctx, origin: Buffer): Promise<boolean> =>
  (await selectBanned(ctx.tx, ctx.network.id, [origin])).size > 0;

/** Whether a report of this origin became part of an incident. */
export const isTrusted = (ctx: Ctx, origin: Buffer): Promise<boolean> =>
  hasLinked(ctx.tx, ctx.network.id, origin);
