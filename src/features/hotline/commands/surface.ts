import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { SURFACE } from '../rules.ts';
import { selectReports, surfaceReports } from '../store.ts';
import { awaitDesk } from './wait.ts';

/**
 * When the desk has room, reports that a flood of others kept out come up, whoever is the only one about a place first:
 * a real one is not left among thousands.
 */
export async function surface(ctx: Ctx): Promise<void> {
  const ids = await surfaceReports(ctx.tx, ctx.network.id, {
    since: plusMinutes(ctx.now, -SURFACE.withinMinutes),
    minuteAgo: plusMinutes(ctx.now, -1),
    most: SURFACE.most,
  });
  await awaitDesk(ctx, await selectReports(ctx.tx, ctx.network.id, ids));
  await emit(ctx, ...ids.map((id) => ({ kind: 'report.surfaced', subject: id, data: {} })));
}
