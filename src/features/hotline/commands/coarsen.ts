import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { coarsenReports } from '../store.ts';

const keptDays = 30;

/** Thirty days after a report was settled its exact place is forgotten; the zone stays. */
export const coarsen = (ctx: Ctx): Promise<void> =>
  coarsenReports(ctx.tx, ctx.network.id, plusMinutes(ctx.now, -keptDays * 24 * 60), ctx.now);
