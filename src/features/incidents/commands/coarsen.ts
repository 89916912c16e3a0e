import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { zones } from '../../places/index.ts';
import * as store from '../store.ts';

const keptDays = 30;
const atOnce = 500;

/** Thirty days after the end the exact place is forgotten; the zone stays. Who keeps it elsewhere follows the event. */
export async function coarsen(ctx: Ctx): Promise<void> {
  const before = plusMinutes(ctx.now, -keptDays * 24 * 60);
  const names = new Map((await zones(ctx)).map((z) => [z.id, z.name]));
  for (const { id, zoneId } of await store.selectToCoarsen(ctx.tx, ctx.network.id, before, atOnce)) {
    const label = ctx.vault.encrypt(names.get(zoneId ?? '') ?? '–', { record: id, field: 'label' });
    await store.coarsenIncident(ctx.tx, ctx.network.id, id, label, ctx.now);
    await emit(ctx, { kind: 'incident.coarsened', subject: id });
  }
}
