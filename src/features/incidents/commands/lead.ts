import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import * as store from '../store.ts';
import { decider, loadToChange } from './load.ts';

/** The actor leads it from now on: the one who sees to it that it is decided and ended. Again is the same act. */
export async function lead(ctx: Ctx, id: string): Promise<void> {
  const row = await loadToChange(ctx, id, 'lead');
  const by = decider(ctx);
  if (row.ledBy === by) return;
  await store.updateLead(ctx.tx, ctx.network.id, [id], row.ledBy, by);
  await emit(ctx, { kind: 'incident.led', subject: id });
}

/** Open incidents that a person leads. The caller authorizes. */
export const ledBy = (ctx: Ctx, personId: string): Promise<{ id: string; at: Date }[]> =>
  store.selectLedBy(ctx.tx, ctx.network.id, personId);

/** They go to another, or to nobody; from nobody, those that nobody leads go to one. The caller authorizes. */
export async function passLead(
  ctx: Ctx,
  ids: readonly string[],
  from: string | null,
  to: string | null,
): Promise<string[]> {
  const moved = await store.updateLead(ctx.tx, ctx.network.id, ids, from, to);
  await emit(ctx, ...moved.map((id) => ({ kind: 'incident.led', subject: id })));
  return moved;
}

/** What was written on timelines since, the oldest first: kinds and times, no words. The caller authorizes. */
export const entriesSince = (
  ctx: Ctx,
  since: Date,
): Promise<{ incidentId: string; kind: string; at: Date }[]> =>
  store.selectEntriesSince(ctx.tx, ctx.network.id, since);
