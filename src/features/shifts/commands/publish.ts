import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { invalid } from '../../../platform/problem.ts';
import { MOST_DAYS } from '../contract.ts';
import { policy } from '../policy.ts';
import { atWall, daysBetween } from '../rules.ts';
import * as store from '../store.ts';
import { tell } from './tell.ts';

/** Publishes what begins on these days, of what the actor may plan: slots, and the seats suggested in them. */
export async function publish(
  ctx: Ctx,
  { id, from, to }: { id: string; from: string; to: string },
): Promise<{ slots: number; seats: number }> {
  authorize(policy, ctx.actor, 'set', 'rota');
  const days = daysBetween(from, to);
  if (days < 0 || days >= MOST_DAYS)
    throw invalid([{ path: 'body.to', message: `from its first day on, at most ${MOST_DAYS} days` }]);
  const zone = ctx.network.timeZone;
  const [first, last] = [atWall(from, 0, zone), atWall(to, 1440, zone)];
  const slots = (await store.selectSlots(ctx.tx, ctx.network.id, first, last)).filter(
    (s) => s.startsAt >= first && s.endsAt > ctx.now && can(policy, ctx.actor, 'plan', 'slot', s),
  );
  const drafts = slots.filter((s) => s.state === 'draft').map((s) => s.id);
  const published = await store.publishSlots(ctx.tx, ctx.network.id, drafts);
  const seats = (
    await store.selectOfSlots(
      ctx.tx,
      ctx.network.id,
      slots.map((s) => s.id),
    )
  ).filter((s) => s.state === 'draft');
  const ids = seats.map((s) => s.id);
  await store.updateShifts(ctx.tx, ctx.network.id, ids, { state: 'on', takenAt: ctx.now });
  await tell(ctx, 'given', seats);
  if (published + seats.length > 0) {
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
