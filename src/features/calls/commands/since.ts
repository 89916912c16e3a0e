import type { Ctx } from '../../../platform/context.ts';
import * as store from '../store.ts';

/** The call that a member has on the line; null where there is none. The caller authorizes. */
export const callOf = (
  ctx: Ctx,
  personId: string,
): Promise<{ id: string; at: Date; language: string } | null> => store.selectCallWith(ctx, personId);

/** Callers to the desk since a moment with whom nobody spoke: who gave up, and who left a message. */
export const callsSince = (ctx: Ctx, since: Date): Promise<{ missed: number; messages: number }> =>
  store.countUnanswered(ctx, since);
