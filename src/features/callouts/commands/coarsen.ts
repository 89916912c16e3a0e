import type { Ctx } from '../../../platform/context.ts';
import { coarsenPages } from '../../escalations/index.ts';
import { cellOf, zones } from '../../places/index.ts';
import * as store from '../store.ts';
import { pointsOf } from './common.ts';
import { freeSeats } from './places.ts';

/** Two digits of a degree are about a kilometre. */
const rough = (degrees: number) => Math.round(degrees * 100) / 100;

/** The exact place of an incident is forgotten: so is where its people met, and what they were told of the place; times become quarters of an hour. */
export async function coarsen(ctx: Ctx, incidentId: string): Promise<void> {
  const callouts = await store.selectCalloutsOf(ctx, incidentId);
  for (const callout of callouts) {
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
  const ids = callouts.map(({ id }) => id);
  // Who never said that they had left still holds a place, which knows both points.
  const sent = await store.selectAssignmentsOf(ctx, ids);
  await freeSeats(
    ctx,
    sent.map(({ id }) => id),
  );
  const emergencies = await store.selectEmergenciesAt(ctx, [incidentId]);
  await coarsenPages(
    ctx,
    [...sent, ...emergencies].map(({ id }) => id),
  );
  await store.coarsenTimes(ctx, ids);
}
