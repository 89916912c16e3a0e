import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { zones } from '../../places/index.ts';
import * as store from '../store.ts';

/**
 * The exact place is forgotten and the zone stays; times become a quarter of an hour. Who keeps the place elsewhere
 * follows the event. Returns how many.
 */
export async function coarsen(ctx: Ctx, ids: string[]): Promise<number> {
  const names = new Map((await zones(ctx)).map((z) => [z.id, z.name]));
  const rows = await store.lockOver(ctx, ids);
  for (const { id, zoneId } of rows) {
    const label = ctx.vault.encrypt(names.get(zoneId ?? '') ?? '–', { record: id, field: 'label' });
    await store.coarsenIncident(ctx.tx, ctx.network.id, id, label, ctx.now);
    await emit(ctx, { kind: 'incident.coarsened', subject: id });
  }
  await store.coarsenTimes(
    ctx,
    rows.map((r) => r.id),
  );
  return rows.length;
}
