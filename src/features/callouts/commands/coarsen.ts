import type { Ctx } from '../../../platform/context.ts';
import { cellOf, zones } from '../../places/index.ts';
import * as store from '../store.ts';
import { pointsOf } from './common.ts';

/** Two digits of a degree are about a kilometre. */
const rough = (degrees: number) => Math.round(degrees * 100) / 100;

/** The exact place of an incident is forgotten: so is where its people met, and what they were told of the place. */
export async function coarsen(ctx: Ctx, incidentId: string): Promise<void> {
  for (const callout of await store.selectCalloutsOf(ctx, incidentId)) {
    const { id, zoneId } = callout;
    const zone = (await zones(ctx)).find((z) => z.id === zoneId);
    const { lat, lon } = zone ?? pointsOf(ctx, callout).meet;
    const meet = zone ? { lat, lon } : { lat: rough(lat), lon: rough(lon) };
    await store.coarsenCallout(ctx, id, {
      cell: cellOf(meet),
      meetPoint: ctx.vault.encrypt({ meet, incident: null }, { record: id, field: 'meet_point' }),
      meetLabel: ctx.vault.encrypt(zone?.name ?? '–', { record: id, field: 'meet_label' }),
    });
  }
}
