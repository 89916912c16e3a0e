import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import * as store from '../store.ts';
import { askSuggested } from './buddies.ts';
import { slotsToPlan } from './slots.ts';
import { tell } from './tell.ts';

/** Publishes what begins on these days, of what the actor may plan: slots, and the seats suggested in them. */
export async function publish(
  ctx: Ctx,
  { id, from, to }: { id: string; from: string; to: string },
): Promise<{ slots: number; seats: number }> {
  const slots = await slotsToPlan(ctx, from, to);
  const drafts = slots.filter((s) => s.state === 'draft').map((s) => s.id);
  const published = await store.publishSlots(ctx.tx, ctx.network.id, drafts);
  const ids = slots.map((s) => s.id);
  const seats = await store.publishSeats(ctx.tx, ctx.network.id, ids, ctx.now);
  await tell(ctx, 'given', seats);
  const asked = await askSuggested(ctx, ids);
  if (published + seats.length + asked > 0) {
    await audit(ctx, { act: 'rota.published', subject: id, data: { from, to, seats: seats.length } });
    await emit(
      ctx,
      ...[...new Set(seats.map((s) => s.personId))].map((person) => ({
        kind: 'shift.changed',
        subject: person,
        data: { person },
      })),
      { kind: 'shift.changed', subject: id, data: {} },
    );
  }
  return { slots: published, seats: seats.length };
}
