import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import * as store from '../store.ts';
import { changed } from './escalate.ts';

/** What somebody at the desk has said "I have it" to and is not done, since when. */
export const heldBy = (ctx: Ctx, personId: string): Promise<{ id: string; at: Date }[]> =>
  store.selectHeld(ctx, personId).then((rows) => rows.map(({ id, ackedAt }) => ({ id, at: ackedAt! })));

/**
 * What one has in hand goes to another, who is asked again when it would have been; to nobody, and the next are paged at
 * once; from nobody, to who takes it up. What somebody else has by now stays with them.
 */
export async function passHeld(
  ctx: Ctx,
  ids: readonly string[],
  from: string | null,
  to: string | null,
): Promise<void> {
  const rows = (await store.lockEscalations(ctx, ids)).filter(
    ({ state, ackedBy }) => state !== 'settled' && ackedBy === from,
  );
  for (const { id, plan, dueAt } of rows) {
    const again =
      from === null ? plusMinutes(ctx.now, plan.again) : (dueAt ?? plusMinutes(ctx.now, plan.again));
    if (to === null) await store.setFree(ctx, id);
    else await store.setAcknowledged(ctx, id, to, again);
  }
  await emit(ctx, ...rows.map((row) => changed(row, to ? 'acknowledged' : 'resumed', to ?? undefined)));
}
